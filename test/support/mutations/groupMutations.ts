import type { LieGroup, Reading } from '@casimir/algebra'
import { coadjointAction, makeLieGroup } from '@casimir/algebra'
import { gridVector, groupLaws } from '@casimir/checks'
import { allocateLieGroupState, rkmk, so3 } from '@casimir/integrators'
import { freeRigidBody, rotationEnergy } from '../lieGroupProblems.ts'
import type { PlantedFault, Twin } from './PlantedFault.ts'

const times = (c: number, x: Reading): Float64Array => Float64Array.from({ length: x.length }, (_, k) => c * x[k])
const inverseOf = (g: Reading): Float64Array => {
  const out = new Float64Array(so3.size)
  so3.invert(out, g)
  return out
}

/** SO(3) with a change, and the free rigid body moved by its exponential or Cayley map. */
const twin = (change: Partial<LieGroup>, coordinates: 'exponential' | 'cayley' = 'exponential'): Twin => {
  const group = makeLieGroup({ ...so3, ...change })
  return {
    laws: groupLaws(group, { algebra: gridVector(3) }),
    run: () => {
      const { equation, start, end, casimirs } = freeRigidBody
      const action = coadjointAction(group)
      return {
        specimen: {
          method: 'Runge-Kutta-Munthe-Kaas 4',
          problem: equation.name,
          prepare: () => {
            const state = allocateLieGroupState(action)
            state.y.set(start)
            const { flow } = rkmk({ ...equation, action }, { order: 4, coordinates })
            return { block: state.block, step: (h) => flow(state, h) }
          },
          reference: (T) => Float64Array.of(T, ...end(T)),
          energy: (block) => rotationEnergy(block.slice(1)),
          norms: (block) => casimirs(block.slice(1)),
        },
        order: 4,
        h: 1e-3,
        T: 1,
        fewest: 12,
        solver: 0,
      }
    },
  }
}

const planted = (
  fault: string,
  law: string,
  change: Partial<LieGroup>,
  coordinates: 'exponential' | 'cayley' = 'exponential',
): PlantedFault => ({
  fault,
  object: 'rotation group SO(3)',
  law,
  right: () => twin({}, coordinates),
  wrong: () => twin(change, coordinates),
})

/** Faults in the rotation group. */
export const groupMutations: ReadonlyArray<PlantedFault> = [
  planted('exp turns by half the angle', 'group/tangent', { exp: (out, x) => so3.exp(out, times(0.5, x)) }),
  planted('dexpInv is that of the other trivialisation', 'group/dexpInv', {
    algebra: { ...so3.algebra, dexpInv: (out, u, v) => so3.algebra.dexpInv(out, times(-1, u), v) },
  }),
  planted('coAd is the dual of Ad_g itself, a right action', 'group/coadjoint', {
    coAd: (out, g, mu) => so3.coAd(out, inverseOf(g), mu),
  }),
  planted(
    'the Cayley map is taken of twice its argument',
    'group/cayley-order',
    { cayley: (out, x) => so3.cayley?.(out, times(2, x)) },
    'cayley',
  ),
]
