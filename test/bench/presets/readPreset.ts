import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Channel, Measured, PresetData, PresetRow } from './PresetData.ts'
import { deviationNames } from './PresetData.ts'

const presetFolder = fileURLToPath(new URL('../../../packages/cli/presets/', import.meta.url))

/** SHA-256 of what a preset's file says, comments aside. */
export const presetDigest = (preset: string): string =>
  createHash('sha256')
    .update(JSON.stringify(parse(readFileSync(join(presetFolder, `${preset}.yaml`), 'utf8'))))
    .digest('hex')

type Cells = { readonly [column: string]: string }

/** The lines of a CSV file without quoted cells, by column; the swept values of presets are numbers. */
const csvRows = (text: string): ReadonlyArray<Cells> => {
  const [head = '', ...lines] = text.trim().split('\n')
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, k) => [name, cells[k] ?? '']))
  })
}

const numberOf = (cell: string | undefined): number | undefined =>
  cell === undefined || cell === '' ? undefined : Number(cell)

const measured = (value: number | undefined, error: number | undefined): Measured | undefined =>
  value === undefined ? undefined : { value, ...(error !== undefined && { error }) }

const channelOf = ({ quantity, component, value, error, deviation }: Cells): Channel => {
  const numbers = { value: numberOf(value), error: numberOf(error), deviation: numberOf(deviation) }
  const given = Object.entries(numbers).filter(([, x]) => x !== undefined)
  return { name: `${quantity === 'transmitted' ? 'T' : 'R'}${component}`, ...Object.fromEntries(given) }
}

const isChannel = ({ quantity }: Cells): boolean => quantity === 'transmitted' || quantity === 'reflected'

const rowOf = (cells: ReadonlyArray<Cells>, paths: ReadonlyArray<string>): PresetRow => {
  const [first = {}] = cells
  const rms = deviationNames.flatMap((name) => {
    const found = cells.find(({ quantity }) => quantity === `rms_${name}`)
    const read = found && measured(numberOf(found.value), numberOf(found.error))
    return read ? [[name, read] as const] : []
  })
  const statuses = cells.map(({ status }) => status ?? '').filter((status) => status !== 'ok' && status !== '')
  return {
    point: Number(first.point),
    settings: Object.fromEntries(paths.map((path) => [path, Number(first[path])])),
    method: first.method ?? '',
    status: statuses[0] ?? 'ok',
    rms: Object.fromEntries(rms),
    channels: cells.filter(isChannel).map(channelOf),
  }
}

/** The rows of a study's study.csv. */
const studyRows = (text: string): Pick<PresetData, 'paths' | 'rows'> => {
  const cells = csvRows(text)
  const names = Object.keys(cells[0] ?? {})
  const paths = names.slice(1, names.indexOf('method'))
  const groups = new Map<string, Cells[]>()
  for (const one of cells) {
    const key = `${one.point} ${one.method}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return { paths, rows: [...groups.values()].map((group) => rowOf(group, paths)) }
}

interface ComparisonDocument {
  readonly version: string
  readonly runs: ReadonlyArray<{ readonly label: string; readonly status: string }>
  readonly deviations: {
    readonly [label: string]: { readonly [name: string]: { readonly rms: number; readonly error?: number } }
  }
}

/** The rows of a comparison's JSON document. */
const comparisonRows = ({ runs, deviations }: ComparisonDocument): Pick<PresetData, 'paths' | 'rows'> => ({
  paths: [],
  rows: runs.map(({ label, status }) => ({
    point: 0,
    settings: {},
    method: label,
    status,
    rms: Object.fromEntries(
      deviationNames.flatMap((name) => {
        const found = deviations[label]?.[name]
        return found ? [[name, { value: found.rms, ...(found.error !== undefined && { error: found.error }) }]] : []
      }),
    ),
    channels: [],
  })),
})

/** What a page is made from, read from a preset's result folder or, for one without a sweep, from its JSON document. */
export const readPreset = (preset: string, folder: string, json: string): PresetData => {
  const document: ComparisonDocument & { readonly points?: unknown } = JSON.parse(json)
  const digest = presetDigest(preset)
  const isStudy = document.points !== undefined || document.runs === undefined
  const read = isStudy ? studyRows(readFileSync(join(folder, 'study.csv'), 'utf8')) : comparisonRows(document)
  return { preset, version: document.version, digest, ...read }
}
