import type { HybridHamiltonian } from '@casimir/algebra'
import type { Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { IntegratorSpec, MethodSpec, RunSpec } from '../spec/Spec.ts'
import { runGauge } from './runGauge.ts'
import type { GivenTrajectories } from './sampling.ts'
import { trajectoryStart } from './sampling.ts'
import { meanFieldSplitting } from './splittings.ts'
import { prepareStepper } from './stepper.ts'
import { trajectories } from './trajectories.ts'

/** Prepares mean-field trajectories, eq. (2), by gradients. */
export const prepareMeanField = (
  spec: RunSpec,
  method: Extract<MethodSpec, { name: 'mean-field' }>,
  integrator: IntegratorSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: GivenTrajectories,
): Propagation => {
  const { cloud, notes } = trajectoryStart(spec, method, hamiltonian, given)
  const splitting = meanFieldSplitting(hamiltonian, { weights: cloud.weights, hbar: spec.hbar })
  return trajectories({
    ...splitting,
    stepper: prepareStepper(splitting, integrator),
    hamiltonian,
    cloud,
    dt: integrator.dt,
    notes,
    scattering: problem,
    gauge: runGauge(hamiltonian, spec.initial, cloud),
    independent: false,
  })
}
