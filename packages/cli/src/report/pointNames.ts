import { settingNames } from '../quantities/settingNames.ts'
import type { HeldPoint, HeldResult } from './HeldResult.ts'

/** The paths that a study sweeps; none for all else. */
export const sweptPaths = ({ points }: HeldResult): ReadonlyArray<string> => [
  ...new Set(points.flatMap(({ settings }) => settings.map(({ path }) => path))),
]

/** Short names of the paths, in the order of `sweptPaths`. */
export const sweptNames = (result: HeldResult): ReadonlyArray<string> => settingNames(sweptPaths(result))

/** What a point sets, in the order of `sweptPaths`. */
export const settingTexts = ({ settings }: HeldPoint, paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.map((path) => settings.find((one) => one.path === path)?.text ?? '')

/** More points than this are counted, not named. */
const NAMED = 8

const inBrackets = (texts: ReadonlyArray<string>): string =>
  texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`

/** Points by what they set, ` at p = 10, 12, 14` or ` at (p, q) = (10, 0), (12, 0)`; nothing when they are all there are. */
export const namedPoints = (result: HeldResult, points: ReadonlyArray<HeldPoint>): string => {
  const paths = sweptPaths(result)
  if (paths.length === 0 || points.length === result.points.length) return ''
  const texts = points.map((point) => inBrackets(settingTexts(point, paths)))
  const more = texts.length > NAMED ? `, and ${texts.length - NAMED} more` : ''
  return ` at ${inBrackets(sweptNames(result))} = ${texts.slice(0, NAMED).join(', ')}${more}`
}
