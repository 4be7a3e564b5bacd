import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nearestName, resembles } from '@casimir/experiments'

/** A spec that comes with the program. */
export interface Preset {
  readonly name: string
  /** The first line of its file, which is a comment. */
  readonly description: string
}

const folder = fileURLToPath(new URL('../../presets/', import.meta.url))
const ENDING = '.yaml'

const names = (): ReadonlyArray<string> =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(ENDING))
        .map((file) => file.slice(0, -ENDING.length))
        .sort()
    : []

/** The file of a preset; `undefined` when there is none of that name. */
export const presetFile = (name: string): string | undefined =>
  names().includes(name) ? join(folder, `${name}${ENDING}`) : undefined

/** Every preset, by name. */
export const presets = (): ReadonlyArray<Preset> =>
  names().map((name) => {
    const [first = ''] = readFileSync(join(folder, `${name}${ENDING}`), 'utf8').split('\n')
    return { name, description: /^#\s*(.*)/.exec(first)?.[1]?.trim() ?? '' }
  })

/** The preset that a name which is none may have been meant for: one that it begins, or one spelt nearly so. */
export const presetMeantBy = (name: string): string | undefined => {
  const known = names()
  const given = name.toLowerCase().replace(/\.ya?ml$/, '')
  const begun = given.length > 2 ? known.find((one) => one.startsWith(given)) : undefined
  const nearest = known.length > 0 ? nearestName(given, known) : undefined
  return begun ?? (nearest !== undefined && resembles(given, nearest) ? nearest : undefined)
}
