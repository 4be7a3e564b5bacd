import type { PropertyId } from './ConsistencyMethod.ts'
import { canonicalCovariance, unitaryCovariance } from './covariance.ts'
import { classicalDensity, decoherence, quantumDensity } from './densities.ts'
import { energyConservation } from './energyConservation.ts'
import type { Finding } from './Finding.ts'
import { ownLoops, summedLoops, tracerLoops } from './loops.ts'
import type { Subject } from './Subject.ts'
import { symplecticField, symplecticStep } from './symplecticity.ts'
import { uncoupledLimit } from './uncoupledLimit.ts'

/** A property as the table states it, and how it is measured. */
export interface ConsistencyProperty {
  readonly id: PropertyId
  readonly statement: string
  /** Which number is shown, and what its tolerance scales with. */
  readonly measured: string
  readonly measure: (subject: Subject) => ReadonlyArray<Finding>
}

const STEPS = 'the difference of dt and dt/2, and round-off times the steps'
const FIELD = 'the difference of two quadratures, and round-off'
const PAIRS =
  'fssh: difference of the courses, with the same random numbers; round-off times the steps and the growth of a small displacement'
const LOOPS =
  'round-off times the samples of the loop. fssh: change over a run without a hop, relative; the difference of two steps'
const DIFFERENCES = 'the difference of two increments of the finite differences'

/** The consistency properties of the paper's introduction, 1 to 5, and what else a Hamiltonian method keeps. */
export const consistencyProperties: ReadonlyArray<ConsistencyProperty> = [
  {
    id: 'classical-density',
    statement: '1. the classical system is a phase-space probability density at all times',
    measured:
      'most negative probability, or deviation of their sum from 1; tolerance: round-off times the trajectories',
    measure: classicalDensity,
  },
  {
    id: 'quantum-density',
    statement: '2. the quantum system is a positive density matrix at all times',
    measured:
      'minus the smallest eigenvalue, or deviation of the trace from 1; tolerance: round-off times the steps, and for fssh the standard error of the eigenvalue',
    measure: quantumDensity,
  },
  {
    id: 'covariance/unitary',
    statement: '3a. covariance under quantum unitary transformations',
    measured: `difference of the velocities, relative; tolerance: ${FIELD}. Exact: difference of the courses; ${STEPS}. ${PAIRS}`,
    measure: unitaryCovariance,
  },
  {
    id: 'covariance/translation',
    statement: '3b. covariance under classical canonical maps: translations',
    measured: `difference of the velocities, relative; tolerance: ${FIELD}. ${PAIRS}`,
    measure: canonicalCovariance('covariance/translation'),
  },
  {
    id: 'covariance/rotation',
    statement: '3b. rotations of the phase plane',
    measured: `difference of the velocities, relative; tolerance: ${FIELD}. ${PAIRS}`,
    measure: canonicalCovariance('covariance/rotation'),
  },
  {
    id: 'covariance/linear',
    statement: '3b. shears and squeezes',
    measured: `difference of the velocities, relative; tolerance: ${FIELD}. ${PAIRS}`,
    measure: canonicalCovariance('covariance/linear'),
  },
  {
    id: 'covariance/nonlinear',
    statement: '3b. a nonlinear canonical map',
    measured: `difference of the velocities, relative; tolerance: ${FIELD}. ${PAIRS}`,
    measure: canonicalCovariance('covariance/nonlinear'),
  },
  {
    id: 'uncoupled-limit',
    statement: '4. without interaction, uncoupled quantum and classical dynamics',
    measured: `difference from uncoupled motion; tolerance: ${STEPS}`,
    measure: uncoupledLimit,
  },
  {
    id: 'decoherence',
    statement: '5. with interaction, the purity is not constant',
    measured: `largest change of the purity; tolerance: ${STEPS}, and for fssh the standard errors`,
    measure: decoherence,
  },
  {
    id: 'energy',
    statement: 'energy is conserved',
    measured: `largest change, relative; tolerance: ${STEPS}`,
    measure: energyConservation,
  },
  {
    id: 'poincare/tracers',
    statement: 'the Poincare integral of a loop of trajectories of weight 0 is conserved',
    measured: `rate of change, relative; tolerance: ${LOOPS}`,
    measure: tracerLoops,
  },
  {
    id: 'poincare/own',
    statement: 'so is the part of each single trajectory, round a loop of clouds',
    measured: `rate of change, relative; tolerance: ${LOOPS}`,
    measure: ownLoops,
  },
  {
    id: 'poincare/sum',
    statement: 'so is the weighted sum over the cloud, round a loop of clouds',
    measured: `rate of change, relative; tolerance: ${LOOPS}`,
    measure: summedLoops,
  },
  {
    id: 'symplectic/field',
    statement: 'the vector field is infinitesimally symplectic',
    measured: `largest entry of the defect, relative; tolerance: ${DIFFERENCES}`,
    measure: symplecticField,
  },
  {
    id: 'symplectic/step',
    statement:
      'so is one step: the implicit midpoint rule; for exact, the inner product over a course; for fssh, a step without a hop',
    measured: `largest entry of the defect, relative; tolerance: ${DIFFERENCES}`,
    measure: symplecticStep,
  },
]
