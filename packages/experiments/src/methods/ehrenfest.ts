import type { HybridHamiltonian } from '@casimir/algebra'
import type { Propagation } from '../Propagation.ts'
import { isIndependent } from '../parts/isIndependent.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { IntegratorSpec, MethodSpec, RunSpec } from '../spec/Spec.ts'
import { runGauge } from './runGauge.ts'
import type { GivenTrajectories } from './sampling.ts'
import { trajectoryStart } from './sampling.ts'
import { ehrenfestSplitting } from './splittings.ts'
import { prepareStepper } from './stepper.ts'
import { trajectories } from './trajectories.ts'

/** Prepares Ehrenfest trajectories, eq. (6): split where H = A(p) + B(q), by gradients otherwise. */
export const prepareEhrenfest = (
  spec: RunSpec,
  method: Extract<MethodSpec, { name: 'ehrenfest' }>,
  integrator: IntegratorSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: GivenTrajectories,
): Propagation => {
  const { cloud, notes } = trajectoryStart(spec, method, hamiltonian, given)
  const splitting = ehrenfestSplitting(hamiltonian, { weights: cloud.weights, hbar: spec.hbar })
  return trajectories({
    system: splitting.system,
    stepper: prepareStepper(splitting, integrator),
    hamiltonian,
    cloud,
    dt: integrator.dt,
    notes,
    scattering: problem,
    gauge: given.gauge ?? runGauge(hamiltonian, spec.initial, cloud),
    independent: isIndependent(spec),
  })
}
