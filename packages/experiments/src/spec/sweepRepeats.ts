import { canonicalJson } from './canonicalJson.ts'
import { listed } from './describeValue.ts'
import { runKey } from './runKey.ts'
import type { CompareSpec } from './Spec.ts'
import type { SpecProblem } from './SpecProblem.ts'
import type { SweepPoint } from './sweep.ts'
import { settingsText } from './sweepProblems.ts'

type Decoded = SweepPoint & { readonly decoded: { readonly spec: CompareSpec } }

/** The settings of one point that differ from those of another. */
const differing = (a: SweepPoint, b: SweepPoint) =>
  a.settings.filter(({ value }, i) => canonicalJson(value) !== canonicalJson(b.settings[i]?.value))

/** One sentence for each set of paths whose change makes two points the same computation, from the first two such points. */
export const sweepRepeats = (points: ReadonlyArray<Decoded>): ReadonlyArray<SpecProblem> => {
  const first = new Map<string, Decoded>()
  const repeats = new Map<string, { readonly message: string; count: number }>()
  for (const point of points) {
    const key = runKey(point.decoded.spec)
    const before = first.get(key)
    if (before === undefined) {
      first.set(key, point)
      continue
    }
    const changes = differing(point, before)
    const paths = listed(changes.map(({ path }) => path))
    const known = repeats.get(paths)
    if (known) known.count++
    else
      repeats.set(paths, {
        message: `the points with ${settingsText(differing(before, point))} and with ${settingsText(changes)} come out the same, so ${paths} changes nothing there: keep one of these values`,
        count: 1,
      })
  }
  return [...repeats.values()].map(({ message, count }) => ({
    path: 'sweep',
    message: count === 1 ? message : `${message} (and the same for ${count - 1} more)`,
  }))
}
