import type { Functional, PoissonBracket } from '@casimir/algebra'
import type { Drawn, StatedCasimir } from '@casimir/checks'
import { bracketLaws, functionalLaws } from '@casimir/checks'
import { fieldRungeKutta4 } from '@casimir/integrators'
import type { HermitianFields } from '@casimir/models'
import {
  expectationDensity,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  hybridVonNeumann,
  localFunctional,
  quadraticDensity,
  spectralCasimir,
  twoFormCasimir,
} from '@casimir/models'
import * as fc from 'fast-check'
import { extrapolatedEnd } from '../extrapolatedEnd.ts'
import { flippedCommutator } from '../faults/flippedCommutator.ts'
import { halvedDerivative } from '../faults/halvedDerivative.ts'
import { printedVonNeumann } from '../faults/printedVonNeumann.ts'
import { skewedBracket } from '../faults/skewedBracket.ts'
import { unweightedCasimir } from '../faults/unweightedCasimir.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../periodicHamiltonian.ts'
import { wrongBracket } from '../wrongBracket.ts'
import type { CommonRun } from './commonTests.ts'
import type { PlantedFault, Twin } from './PlantedFault.ts'

const HBAR = 0.7
/** Few, so that a failure shrinks at once. */
const SEEDS = fc.constantFrom(1, 2, 3, 5, 8, 13, 21, 34)
const fields = hermitianFields(periodicGrid(16), 2)
const inverse = { name: '1/x', lambda: (x: number) => 1 / x, slope: (x: number) => -1 / (x * x) }
const square = { name: 'x^2', phi: (x: number) => x * x, slope: (x: number) => 2 * x }

const functionals = (change: (functional: Functional) => Functional = (f) => f): fc.Arbitrary<Drawn<Functional>> =>
  fc.tuple(fc.constantFrom('linear', 'quadratic', 'energy'), SEEDS).map(([kind, seed]) => {
    const H = periodicHamiltonian(2, { seed })
    const value =
      kind === 'energy'
        ? hybridEnergy(fields, H, HBAR)
        : localFunctional(
            fields,
            kind === 'linear' ? expectationDensity(H) : quadraticDensity({ left: H, perDensity: true }),
          )
    return { value: change(value), code: `const functional = ${kind}(periodicHamiltonian(2, { seed: ${seed} }))` }
  })
const packets = (rank: 'one' | 'full'): fc.Arbitrary<Drawn<Float64Array>> =>
  SEEDS.map((seed) => ({
    value: smoothPacket(fields, { seed, rank, amplitude: 0.1 }),
    code: `const P = smoothPacket(fields, { seed: ${seed}, rank: '${rank}', amplitude: 0.1 })`,
  }))
const instance = (bracket: PoissonBracket, casimirs: ReadonlyArray<StatedCasimir> = []) => ({
  bracket,
  functionals: functionals(),
  fields: packets('full'),
  casimirs,
  // what 16 points an axis leave of the products of these packets and functionals
  accuracy: 1e-6,
})

/** The field moved along V_h of the hybrid energy by Runge-Kutta steps on a coarse grid; its norm is int Tr P. */
const fieldRun = (bracket: (space: HermitianFields) => PoissonBracket): CommonRun => {
  const space = hermitianFields(periodicGrid(8), 2)
  const h = hybridEnergy(space, periodicHamiltonian(2, { seed: 3 }), HBAR)
  const velocity = bracket(space).vectorField(h)
  const start = smoothPacket(space, { seed: 2, amplitude: 0.1 })
  const total = new Float64Array(8)
  return {
    specimen: {
      method: 'Runge-Kutta 4',
      problem: 'continuum',
      prepare: () => {
        const state = { block: start.slice() }
        const flow = fieldRungeKutta4(velocity, start.length)
        return { block: state.block, step: (step) => flow(state, step) }
      },
      reference: (T) => extrapolatedEnd(velocity, start, T, 4),
      energy: (P) => h.value(P),
      norms: (P) => {
        space.integral(total, P)
        return [total[0] + total[6]]
      },
    },
    order: 4,
    // the continuum model is ill-posed: short runs
    h: 1e-4,
    T: 0.3,
    fewest: 16,
    solver: 0,
  }
}

/** What a bracket's value is, and, when asked, what becomes of a field that its vector field moves. */
const ofBracket = (bracket: (space: HermitianFields) => PoissonBracket, moves: boolean): Twin => ({
  laws: bracketLaws(instance(bracket(fields))),
  ...(moves ? { run: () => fieldRun(bracket) } : {}),
})
const right = (space: HermitianFields): PoissonBracket => hybridBracket(space, HBAR)
const planted = (
  fault: string,
  law: string,
  wrong: (space: HermitianFields) => PoissonBracket,
  moves = false,
): PlantedFault => ({
  fault,
  object: 'bracket (13)',
  law,
  right: () => ofBracket(right, moves),
  wrong: () => ofBracket(wrong, moves),
})

/** C1 is trivial on rank one, C2 is none on higher ranks. */
const ofCasimir = (name: string, rank: 'one' | 'full', functional: Functional): Twin => ({
  laws: bracketLaws(instance(right(fields), [{ functional: { ...functional, name }, fields: packets(rank) }])),
})
const ofFunctionals = (change: (functional: Functional) => Functional): Twin => ({
  laws: functionalLaws({ functionals: functionals(change), fields: packets('full') }),
})

/** The energy as Tr int Dhat H of an operator, with the derivative that (11) has. */
const energyOf = (operator: (out: Float64Array, P: Float64Array) => void): Twin => ({
  laws: functionalLaws({
    fields: packets('full'),
    functionals: SEEDS.map((seed) => {
      const hamiltonian = periodicHamiltonian(2, { seed })
      const [H, Dhat] = [fields.allocate(), fields.allocate()]
      fields.sample(H, (matrix, z) => {
        hamiltonian.value(matrix, Float64Array.of(z[0]), Float64Array.of(z[1]), 0)
      })
      return {
        code: `const hamiltonian = periodicHamiltonian(2, { seed: ${seed} })`,
        value: {
          ...hybridEnergy(fields, hamiltonian, HBAR),
          value: (P) => {
            operator(Dhat, Float64Array.from(P))
            return fields.pair(Dhat, H)
          },
        },
      }
    }),
  }),
})

/** Faults in brackets, Casimirs and functionals. */
export const bracketMutations: ReadonlyArray<PlantedFault> = [
  planted('P:{F,G}:P is read as Tr(P{F,G}P)', 'bracket/jacobi', (space) => wrongBracket(space, HBAR), true),
  planted('the commutator has the other sign than in the vector field', 'bracket/vector-field', (space) =>
    flippedCommutator(space, HBAR),
  ),
  planted('a metric part of 1/1000 is added', 'bracket/antisymmetry', (space) => skewedBracket(right(space))),
  {
    fault: 'the factor 2 is missing in Omega',
    object: 'Casimir C2',
    law: 'bracket/casimir/C2',
    right: () => ofCasimir('C2', 'one', twoFormCasimir(fields, HBAR, inverse)),
    wrong: () => ofCasimir('C2', 'one', twoFormCasimir(fields, HBAR / 2, inverse)),
  },
  {
    fault: 'Tr P^2 in place of D Tr (P/D)^2',
    object: 'Casimir C1',
    law: 'bracket/casimir/C1',
    right: () => ofCasimir('C1', 'full', spectralCasimir(fields, square)),
    wrong: () => ofCasimir('C1', 'full', unweightedCasimir(fields)),
  },
  {
    fault: 'P in place of D P',
    object: 'Dhat',
    law: 'functional/derivative',
    right: () => energyOf(hybridVonNeumann(fields, HBAR)),
    wrong: () => energyOf(printedVonNeumann(fields, HBAR)),
  },
  {
    fault: 'half the derivative: a sum over i < j for one over all i, j',
    object: 'functional',
    law: 'functional/derivative',
    right: () => ofFunctionals((functional) => functional),
    wrong: () => ofFunctionals(halvedDerivative),
  },
]
