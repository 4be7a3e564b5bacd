import type { HybridHamiltonian } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { correlation, ehrenfestSplit, koopmon } from '@casimir/models'
import type { Halt, Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import { mollifierFactor } from '../spec/mollifierFactor.ts'
import type { Cloud, IntegratorSpec, MethodSpec, RunSpec } from '../spec/Spec.ts'
import { trajectoryStart } from './sampling.ts'
import { prepareStepper } from './stepper.ts'
import { trajectories } from './trajectories.ts'

/** The cloud spans more mollifier widths than a rectangle of lattice nodes can hold. */
const TOO_SPREAD: Halt = {
  status: 'edge',
  message:
    'the koopmons span more lattice nodes than fit in memory; raise method.mollifier.alpha, leave outlying particles out, or end the run earlier',
}

/** Prepares the koopmon closure, eqs. (14)-(16), on the cloud the spec names. */
export const prepareKoopmon = (
  spec: RunSpec,
  method: Extract<MethodSpec, { name: 'koopmon' }>,
  integrator: IntegratorSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: Cloud | undefined,
): Propagation => {
  const { cloud, notes } = trajectoryStart(spec, method, hamiltonian, given)
  const { mollifier, lattice } = method
  const { hbar } = spec
  const options = {
    weights: cloud.weights,
    hbar,
    mollifier: {
      q: mollifier.alpha.q.map(mollifierFactor(mollifier)),
      p: mollifier.alpha.p.map(mollifierFactor(mollifier)),
    },
    spacing: lattice.spacing,
  }
  const system = koopmon(hamiltonian, options)
  const rest = correlation(hamiltonian, options)
  const exact = hamiltonian.split
    ? ehrenfestSplit(hamiltonian, { trajectories: cloud.weights.length, hbar })
    : undefined
  return trajectories({
    system,
    stepper: prepareStepper({ system, ...(exact ? { exact, rest } : {}) }, integrator),
    hamiltonian,
    cloud,
    dt: integrator.dt,
    notes,
    mollified: system.mollifiedDensity,
    check: () =>
      [system, rest].some(({ latticeStatus }) => latticeStatus() === STATUS.latticeTooLarge) ? TOO_SPREAD : undefined,
    ...(problem.transmissionPlane === undefined ? {} : { transmissionPlane: problem.transmissionPlane }),
  })
}
