import type { SweepAxis, Units } from '@casimir/experiments'
import type { StudySummary, SummarisedPoint } from '../quantities/StudySummary.ts'
import { settingNames } from '../quantities/settingNames.ts'
import { settingUnit } from '../quantities/settingUnits.ts'
import { numberOf, settingText } from '../quantities/settingValue.ts'
import { axisTitle } from './captions.ts'

/** Positive values over more than this factor are drawn on a logarithmic axis. */
const FACTOR = 30

/** How an axis of a study is drawn: by the numbers of one of its paths, or by labels. */
export interface StudyAxis {
  readonly title: string
  /** The paths that change along with the one that is drawn. */
  readonly along: ReadonlyArray<string>
  readonly isNumeric: boolean
  readonly isLogarithmic: boolean
  /** The place of every value, in order. */
  readonly places: ReadonlyArray<number | string>
  readonly placeOf: (point: SummarisedPoint) => number | string
  /** The place of a point in words. */
  readonly describe: (point: SummarisedPoint) => string
}

/**
 * Whether numbers are positive and span more than a factor of 30.
 *
 * @example
 * isWide([0.01, 0.5]) // => true
 * isWide([0, 100]) // => false
 */
export const isWide = (values: ReadonlyArray<number>): boolean =>
  values.length > 0 && Math.min(...values) > 0 && Math.max(...values) > FACTOR * Math.min(...values)

/** The column of a path's values along its axis as numbers that all differ, or nothing. */
const numbersAt = ({ values }: SweepAxis, j: number): ReadonlyArray<number> | undefined => {
  const numbers = values.flatMap((tuple) => numberOf(tuple[j]) ?? [])
  return numbers.length === values.length && new Set(numbers).size === numbers.length ? numbers : undefined
}

/** Paths of which the values are counted. */
const COUNTS = /\.(particles|functions|modes|degree|seed)(\.\d+)?$|^replicas$/

/** The unit of the numbers at a path; undefined where it is not known, or would say nothing. */
const unitAt = (path: string, units: Units): string | undefined =>
  COUNTS.test(path) ? undefined : settingUnit(path, units)

const titleOf = (name: string, unit: string | undefined): string => (unit === undefined ? name : axisTitle(name, unit))

/** The axes of a study as they are drawn. */
export const studyAxes = ({ axes, units }: StudySummary): ReadonlyArray<StudyAxis> => {
  const names = settingNames(axes.flatMap(({ paths }) => paths))
  let before = 0
  return axes.map((axis) => {
    const { paths, values } = axis
    const own = names.slice(before, before + paths.length)
    before += paths.length
    const chosen = paths.findIndex((_, j) => numbersAt(axis, j) !== undefined)
    const valueAt = ({ settings }: SummarisedPoint, path: string): unknown =>
      settings.find((one) => one.path === path)?.value
    if (chosen >= 0) {
      const places = numbersAt(axis, chosen) ?? []
      const [name, path] = [own[chosen] ?? '', paths[chosen] ?? '']
      const unit = unitAt(path, units)
      const placeOf = (point: SummarisedPoint): number => numberOf(valueAt(point, path)) ?? Number.NaN
      return {
        title: titleOf(name, unit),
        along: own.filter((_, j) => j !== chosen),
        isNumeric: true,
        isLogarithmic: isWide(places),
        places,
        placeOf,
        describe: (point) => `${name} = ${placeOf(point)}${unit === undefined || unit === '1' ? '' : ` ${unit}`}`,
      }
    }
    const texts = (point: SummarisedPoint): ReadonlyArray<string> =>
      paths.map((path) => settingText(valueAt(point, path)))
    return {
      title: own.join(', '),
      along: [],
      isNumeric: false,
      isLogarithmic: false,
      places: values.map((tuple) => tuple.map(settingText).join(', ')),
      placeOf: (point) => texts(point).join(', '),
      describe: (point) =>
        texts(point)
          .map((text, j) => `${own[j]} = ${text}`)
          .join(', '),
    }
  })
}
