import type { HybridHamiltonian } from '@casimir/algebra'
import { ehrenfest, ehrenfestSplit } from '@casimir/models'
import type { Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { Cloud, IntegratorSpec, MethodSpec, RunSpec } from '../spec/Spec.ts'
import { trajectoryStart } from './sampling.ts'
import { prepareStepper } from './stepper.ts'
import { trajectories } from './trajectories.ts'

/** Prepares Ehrenfest trajectories, eq. (6): split where H = A(p) + B(q), by gradients otherwise. */
export const prepareEhrenfest = (
  spec: RunSpec,
  method: Extract<MethodSpec, { name: 'ehrenfest' }>,
  integrator: IntegratorSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: Cloud | undefined,
): Propagation => {
  const { cloud, notes } = trajectoryStart(spec, method, hamiltonian, given)
  const { hbar } = spec
  const system = ehrenfest(hamiltonian, { weights: cloud.weights, hbar })
  const exact = hamiltonian.split
    ? ehrenfestSplit(hamiltonian, { trajectories: cloud.weights.length, hbar })
    : undefined
  return trajectories({
    system,
    stepper: prepareStepper({ system, ...(exact ? { exact } : {}) }, integrator),
    hamiltonian,
    cloud,
    dt: integrator.dt,
    notes,
    ...(problem.transmissionPlane === undefined ? {} : { transmissionPlane: problem.transmissionPlane }),
  })
}
