import type { HybridHamiltonian, HybridSystem, LocalDensity, Mollifier, MollifierFactor } from '@casimir/algebra'
import type { HybridModel, MollifierParameters } from '@casimir/checks'
import { hybridModelLaws, localDensityLaws, mollifierLaws, mollifierParameters } from '@casimir/checks'
import { bspline, correlationDensity, gaussian, koopmon, particleClosure } from '@casimir/models'
import { absoluteOffsets } from '../faults/absoluteOffsets.ts'
import { flippedCorrelation } from '../faults/flippedCorrelation.ts'
import { flippedDensityPartial } from '../faults/flippedDensityPartial.ts'
import { missingMomentum } from '../faults/missingMomentum.ts'
import { reversedSlope } from '../faults/reversedSlope.ts'
import { closureFaults } from '../modelFaults.ts'
import { bellModel, even, instanceOf, koopmonModel, koopmonVariant, rotating, two } from '../modelInstances.ts'
import { midpointRun } from './midpointRun.ts'
import type { PlantedFault, Twin } from './PlantedFault.ts'
import { faultyModel } from './trajectoryMutations.ts'

const HBAR = 0.8
const spline = even(bspline(5, 0.5))
const closure: HybridModel = { ...koopmonModel(two), variants: [] }
const twin = (model: HybridModel): Twin => ({ laws: hybridModelLaws(model), run: () => midpointRun(model.system) })
const right = twin(closure)
const planted = (name: string, fault: string, law: string, object = 'koopmon closure'): PlantedFault => ({
  fault,
  object,
  law,
  right: () => right,
  wrong: () => twin(faultyModel(closureFaults, name)),
})

/** Koopmons of any density on a lattice that is cheap to run. */
const cheap =
  (hamiltonian: HybridHamiltonian, density: LocalDensity) =>
  (weights: Float64Array): HybridSystem =>
    particleClosure(hamiltonian, density, { weights, hbar: HBAR, mollifier: spline, spacing: 0.7 })

/** Gaussian koopmons of any density, whose von Neumann equation is resolved. */
const resolved = (spoil: (density: LocalDensity) => LocalDensity): Twin => ({
  laws: hybridModelLaws(bellModel(rotating, (h) => spoil(correlationDensity(h, HBAR)))),
  run: () => midpointRun(cheap(rotating, spoil(correlationDensity(rotating, HBAR)))),
})

/** No run: a closure refuses to be built from a density whose derivatives or places are wrong. */
const ofDensity = (spoil: (density: LocalDensity) => LocalDensity): Twin => ({
  laws: localDensityLaws(spoil(correlationDensity(two, HBAR))),
})
const same = (density: LocalDensity): LocalDensity => density

const make = ({ shape, degree, alpha }: MollifierParameters): MollifierFactor =>
  shape === 'gaussian' ? gaussian(alpha, 8.5) : bspline(degree, alpha)
const ofMollifier = (spoil: (factor: MollifierFactor) => MollifierFactor): Twin => {
  const mollifier: Mollifier = even(spoil(bspline(5, 0.5)))
  const model = instanceOf('koopmon', two, (h, weights) => koopmon(h, { weights, hbar: HBAR, mollifier, spacing: 0.7 }))
  return {
    laws: [
      ...mollifierLaws({ name: 'mollifier', parameters: mollifierParameters(), make: (p) => spoil(make(p)) }),
      ...hybridModelLaws(model),
    ],
    run: () => midpointRun(model.system),
  }
}

/** Faults in closures and in what they are made of. */
export const closureMutations: ReadonlyArray<PlantedFault> = [
  planted('E1: no w_a in dh/drho_a', 'the factor w_a is missing from dh/drho_a in (16)', 'model/splitting'),
  {
    fault: 'the Berry term has the wrong sign, in energy and gradient alike',
    object: 'koopmon closure',
    law: 'model/von-neumann',
    right: () => resolved(same),
    wrong: () => resolved(flippedCorrelation),
  },
  planted('weights ignored', 'the weights are ignored', 'model/splitting'),
  planted('no weight below 1/20', 'no weight is below 1/20, so that tracers act', 'model/tracers'),
  {
    ...planted(
      'a lattice that follows the cloud, spacing 1.5 alpha',
      'the lattice follows the cloud; spacing 1.5 alpha',
      'model/gradient',
    ),
    right: () => twin({ ...closure, ...koopmonVariant(two, spline, 1.5), variants: [] }),
  },
  planted(
    'a quadratic energy that stays for one particle',
    'the correlation energy does not vanish for one particle',
    'model/single-particle',
  ),
  {
    fault: 'C = df/d(grad P) is left out',
    object: 'density of the hbar term',
    law: 'density/derivatives',
    right: () => ofDensity(same),
    wrong: () => ofDensity(missingMomentum),
  },
  {
    fault: 'b = df/dD has the wrong sign',
    object: 'density of the hbar term',
    law: 'density/derivatives',
    right: () => ofDensity(same),
    wrong: () => ofDensity(flippedDensityPartial),
  },
  {
    fault: 'fields are read from the start of the array, whatever the offset',
    object: 'density of the hbar term',
    law: 'density/places',
    right: () => ofDensity(same),
    wrong: () => ofDensity(absoluteOffsets),
  },
  {
    fault: 'the first derivative has the wrong sign',
    object: 'mollifier',
    law: 'mollifier/slope',
    right: () => ofMollifier((factor) => factor),
    wrong: () => ofMollifier(reversedSlope),
  },
]
