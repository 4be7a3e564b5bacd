import type { HybridSystem } from '@casimir/algebra'
import type { HybridModel } from '@casimir/checks'
import {
  addDensities,
  bspline,
  correlationDensity,
  ehrenfest,
  koopmon,
  particleClosure,
  quadraticDensity,
} from '@casimir/models'
import { dampedGenerator } from './faults/dampedGenerator.ts'
import { droppedBackReaction } from './faults/droppedBackReaction.ts'
import { equalWeights } from './faults/equalWeights.ts'
import { flippedCorrelation } from './faults/flippedCorrelation.ts'
import { followingLattice } from './faults/followingLattice.ts'
import { leadingParticle } from './faults/leadingParticle.ts'
import { phaseReference } from './faults/phaseReference.ts'
import { populationForce } from './faults/populationForce.ts'
import { raisedWeights } from './faults/raisedWeights.ts'
import { realPart } from './faults/realPart.ts'
import { renormalisingModel } from './faults/renormalisingModel.ts'
import { reversedForce } from './faults/reversedForce.ts'
import { reversedSlope } from './faults/reversedSlope.ts'
import { scaledGenerator } from './faults/scaledGenerator.ts'
import { staleGenerator } from './faults/staleGenerator.ts'
import { thinMomentum } from './faults/thinMomentum.ts'
import { trappedEnergy } from './faults/trappedEnergy.ts'
import {
  bellModel,
  ehrenfestModel,
  even,
  excitations,
  instanceOf,
  koopmonModel,
  koopmonVariant,
  meanFieldModel,
  rotating,
  two,
} from './modelInstances.ts'
import { smoothHamiltonian } from './smoothHamiltonian.ts'

const HBAR = 0.8
const spline = even(bspline(5, 0.5))
type Wrap = (system: HybridSystem, weights: Float64Array) => HybridSystem

/** A model with a fault put in every system it builds. */
export const spoilt = (model: HybridModel, wrap: Wrap): HybridModel => {
  const { forHamiltonian, withoutHbarTerms, system } = model
  return {
    ...model,
    variants: [],
    system: (weights) => wrap(system(weights), weights),
    ...(forHamiltonian ? { forHamiltonian: (h, weights) => wrap(forHamiltonian(h, weights), weights) } : {}),
    ...(withoutHbarTerms ? { withoutHbarTerms: (weights) => wrap(withoutHbarTerms(weights), weights) } : {}),
  }
}

const closure = koopmonModel(two)
const trajectories = ehrenfestModel(two)
const wide = koopmonVariant(two, spline, 1.5)
const vonNeumannOff = (model: HybridModel): HybridModel => {
  const { vonNeumann, ...rest } = model
  return rest
}

/** The hbar term and a quadratic form of a Hamiltonian with a basis and a place of its own, for any number of levels. */
const quadraticEnergy = instanceOf('quadratic energy', two, (h, weights) => {
  const form = quadraticDensity({ left: smoothHamiltonian(h.levels), perDensity: true })
  const density = addDensities(correlationDensity(h, HBAR), form)
  return particleClosure(h, density, { weights, hbar: HBAR, mollifier: even(bspline(7, 0.6)), spacing: 1.2 })
})

/** A fault planted in a model, the laws that must see it, and some that hold all the same. */
export type ModelFault = readonly [
  name: string,
  model: HybridModel,
  seen: ReadonlyArray<string>,
  blind: ReadonlyArray<string>,
]

/** Faults in models without hbar terms. */
export const trajectoryFaults: ReadonlyArray<ModelFault> = [
  [
    'E1 in Ehrenfest trajectories',
    spoilt(trajectories, scaledGenerator),
    ['poincare/cloud'],
    ['model/energy', 'model/norms'],
  ],
  [
    'a force with the wrong sign',
    spoilt(trajectories, reversedForce),
    ['model/gradient', 'model/energy', 'model/one-level', 'model/uncoupled'],
    ['model/norms'],
  ],
  [
    'populations for coherences in the force',
    instanceOf('populations', two, (h, w) => populationForce(h, w, HBAR)),
    [
      'model/gradient',
      'model/energy',
      'model/unitaries',
      'model/single-particle',
      'model/symplectic',
      'poincare/trajectories',
    ],
    ['model/norms', 'model/splitting', 'model/one-level'],
  ],
  [
    'no back-reaction',
    instanceOf('no back-reaction', two, (h, w) => droppedBackReaction(h, w, HBAR)),
    ['model/gradient', 'model/energy', 'model/single-particle', 'model/symplectic'],
    ['model/norms', 'model/unitaries', 'model/uncoupled'],
  ],
  ['norms that decay', spoilt(trajectories, dampedGenerator), ['model/norms', 'model/hermitian'], ['model/splitting']],
  [
    'one generator for all',
    spoilt(trajectories, leadingParticle),
    ['model/permutation', 'model/gradient'],
    ['model/norms', 'model/single-particle'],
  ],
  [
    'imaginary parts of H dropped',
    instanceOf('real', two, (h, weights) => ehrenfest(realPart(h), { weights, hbar: HBAR })),
    ['model/unitaries', 'model/frozen', 'model/uncoupled', 'model/single-particle'],
    ['model/gradient', 'model/energy', 'model/symplectic', 'model/splitting', 'poincare/trajectories'],
  ],
  [
    'an energy tied to a place',
    spoilt(trajectories, trappedEnergy),
    ['model/translations', 'model/uncoupled', 'model/frozen', 'model/one-level', 'model/hbar-off'],
    ['model/gradient', 'model/energy', 'model/symplectic', 'model/unitaries'],
  ],
  ['amplitudes changed in place', spoilt(trajectories, renormalisingModel), ['model/inputs'], ['model/norms']],
  [
    'generators one call late',
    spoilt(trajectories, staleGenerator),
    ['model/history'],
    ['model/norms', 'model/hermitian'],
  ],
  [
    'a force that feels a phase',
    spoilt(trajectories, phaseReference),
    ['model/phases', 'model/gradient', 'model/symplectic'],
    ['model/norms'],
  ],
  [
    'the mean field called Ehrenfest',
    { ...meanFieldModel(two), withoutHbarTerms: meanFieldModel(two).system },
    ['model/hbar-off'],
    ['model/gradient', 'model/energy'],
  ],
]

/** Faults in closures. */
export const closureFaults: ReadonlyArray<ModelFault> = [
  [
    'E1: no w_a in dh/drho_a',
    spoilt(closure, scaledGenerator),
    ['model/gradient', 'model/symplectic', 'model/splitting', 'model/hbar-off'],
    ['model/energy', 'model/norms', 'model/hermitian', 'poincare/tracers'],
  ],
  ['E1 in the quantum density', spoilt(bellModel(rotating), scaledGenerator), ['model/von-neumann'], ['model/energy']],
  [
    'E1 in what Jaynes-Cummings conserves',
    spoilt(
      {
        ...vonNeumannOff(bellModel(rotating)),
        conserved: [{ name: 'excitations', value: excitations, accuracy: 1e-6 }],
      },
      scaledGenerator,
    ),
    ['model/conserved/excitations'],
    ['model/norms'],
  ],
  [
    'weights ignored',
    { ...closure, variants: [], system: (w) => closure.system(equalWeights(w)) },
    ['model/gradient', 'model/splitting', 'model/tracers', 'model/symplectic'],
    ['model/norms'],
  ],
  [
    'no weight below 1/20',
    { ...closure, variants: [], system: (w) => closure.system(raisedWeights(w)) },
    ['model/tracers'],
    ['model/norms'],
  ],
  [
    'the mollifier slope with the wrong sign',
    {
      ...closure,
      variants: [],
      system: (weights) =>
        koopmon(two, { weights, hbar: HBAR, mollifier: even(reversedSlope(bspline(5, 0.5))), spacing: 0.7 }),
    },
    ['model/gradient', 'model/energy', 'model/symplectic'],
    ['model/norms', 'model/splitting', 'model/hermitian'],
  ],
  [
    'a lattice that follows the cloud, spacing 1.5 alpha',
    instanceOf('following', two, (h, weights) =>
      followingLattice(h, { weights, hbar: HBAR, mollifier: spline, spacing: 1.5 }),
    ),
    ['model/gradient', 'model/symplectic'],
    ['model/norms', 'model/splitting'],
  ],
  [
    'the Berry term with the wrong sign',
    bellModel(rotating, (h) => flippedCorrelation(correlationDensity(h, HBAR))),
    ['model/von-neumann'],
    ['model/gradient', 'model/energy', 'model/symplectic', 'model/splitting', 'model/unitaries', 'poincare/cloud'],
  ],
  [
    // where `checkLocalDensity` looks while the closure is built, D is near 2; that of a cloud of this width is at most 1/4
    'C^j left out where D < 1/10',
    vonNeumannOff(bellModel(rotating, (h) => thinMomentum(correlationDensity(h, HBAR), 0.1))),
    ['model/gradient', 'model/symplectic'],
    ['model/norms', 'model/hermitian'],
  ],
  [
    'a quadratic energy that stays for one particle',
    quadraticEnergy,
    [
      'model/unitaries',
      'model/translations',
      'model/uncoupled',
      'model/frozen',
      'model/one-level',
      'model/single-particle',
    ],
    ['model/gradient', 'model/symplectic', 'model/splitting', 'model/scalar-shift', 'poincare/cloud'],
  ],
  [
    'coarse translations by other than lattice steps',
    { ...closure, ...wide, variants: [], lattice: [0.31, 0.47] },
    ['model/translations'],
    ['model/gradient', 'model/symplectic'],
  ],
]
