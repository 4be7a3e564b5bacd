import { canonicalJson } from './canonicalJson.ts'
import type { SpecProblem } from './SpecProblem.ts'
import type { Setting, SweepPoint } from './sweep.ts'

/** After this many, the problems of a study's points are only counted. */
const MOST_SENTENCES = 20

/** Values longer than this are cut. */
const LONGEST = 40

const shownValue = (value: unknown): string => {
  const text = typeof value === 'string' ? value : canonicalJson(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text
}

/**
 * What a point sets, in words.
 *
 * @example
 * settingsText([{ path: 'hbar', value: 0.2 }, { path: 'time.end', value: 100 }]) // => 'hbar = 0.2, time.end = 100'
 */
export const settingsText = (settings: ReadonlyArray<Setting>): string =>
  settings.map(({ path, value }) => `${path} = ${shownValue(value)}`).join(', ')

interface Group {
  readonly problem: SpecProblem
  readonly first: ReadonlyArray<Setting>
  common: ReadonlyArray<Setting>
  count: number
}

/** Collects the problems of points, the same one of many points as one. */
export interface PointProblems {
  readonly add: (point: SweepPoint, problems: ReadonlyArray<SpecProblem>) => void
  /** One sentence for each different problem, which says at which of `total` points it is. */
  readonly problems: (total: number) => ReadonlyArray<SpecProblem>
}

const whereText = ({ count, first, common }: Group, total: number): string => {
  if (count === 1) return `at ${settingsText(first)}`
  if (count === total) return `at all ${total} points of the sweep`
  const which = common.length > 0 ? `all with ${settingsText(common)}` : `the first with ${settingsText(first)}`
  return `at ${count} of ${total} points of the sweep, ${which}`
}

/** An empty collection. */
export const makePointProblems = (): PointProblems => {
  const groups = new Map<string, Group>()
  return {
    add: ({ settings }, problems) => {
      for (const problem of problems) {
        const key = `${problem.path}\n${problem.message}`
        const group = groups.get(key)
        if (group === undefined) groups.set(key, { problem, first: settings, common: settings, count: 1 })
        else {
          group.count++
          group.common = group.common.filter(({ path, value }) =>
            settings.some((one) => one.path === path && canonicalJson(one.value) === canonicalJson(value)),
          )
        }
      }
    },
    problems: (total) => {
      const all = [...groups.values()]
      const told = all.slice(0, MOST_SENTENCES).map((group) => ({
        path: group.problem.path,
        message:
          group.first.length === 0 ? group.problem.message : `${group.problem.message} (${whereText(group, total)})`,
      }))
      const rest = all.length - told.length
      if (rest === 0) return told
      return [
        ...told,
        { path: 'sweep', message: `its points have ${rest} more problems that are not shown: mend those shown first` },
      ]
    },
  }
}
