import type { CompareSpec, RunSpec } from '../spec/Spec.ts'
import type { Citation, CitedWork } from './Citation.ts'
import { allUses, type Use, usesOf } from './uses.ts'
import { works } from './works.ts'

type AnySpec = RunSpec | CompareSpec

const all: ReadonlyArray<Citation> = works

const cited = (uses: ReadonlyArray<Use>): ReadonlyArray<CitedWork> =>
  all
    .map((work) => ({
      ...work,
      reasons: [...new Set(uses.filter(({ key }) => key === work.key).map(({ reason }) => reason))],
    }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/**
 * The works to cite for a spec, or for all specs of a list together, each once with what it is cited for: the program, the paper of the framework,
 * and those of the problem, the methods and their integrators, ascending by key.
 *
 * A problem or an energy of a module has no work of its own here.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method: { name: 'exact' }, time: { end: 24 } }
 * const { spec } = decodeRun(document, () => ({ _tag: 'Left', left: 'there are no files here' })).right
 * citationsFor(spec).map(({ key }) => key) // => ['blanes2002', 'casimir', 'feit1982', 'rabi1936', 'tronci2023']
 */
export const citationsFor = (specs: AnySpec | ReadonlyArray<AnySpec>): ReadonlyArray<CitedWork> =>
  cited([specs].flat().flatMap(usesOf))

/**
 * The works to cite for everything that a spec can name, as `citationsFor` gives them.
 *
 * @example
 * allCitations().find(({ key }) => key === 'kutta1901').reasons // => ['integrator rk4']
 */
export const allCitations = (): ReadonlyArray<CitedWork> => cited(allUses())
