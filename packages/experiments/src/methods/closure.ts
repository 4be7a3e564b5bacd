import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { correlationDensity } from '@casimir/models'
import type { Definitions } from '../modules/Definitions.ts'
import { energyKey } from '../modules/Definitions.ts'
import type { Halt, Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import { mollifierFactor } from '../spec/mollifierFactor.ts'
import type { IntegratorSpec, MethodSpec, RunSpec } from '../spec/Spec.ts'
import { runGauge } from './runGauge.ts'
import type { GivenTrajectories } from './sampling.ts'
import { trajectoryStart } from './sampling.ts'
import { closureSplitting } from './splittings.ts'
import { prepareStepper } from './stepper.ts'
import { trajectories } from './trajectories.ts'

/** The koopmons touch more lattice nodes than memory holds, or with two degrees of freedom lie more than 65536 spacings from the origin. */
const TOO_SPREAD: Halt = {
  status: 'edge',
  message:
    'the koopmons cover more lattice nodes than fit in memory, or lie too many spacings from the origin; raise method.mollifier.alpha, leave outlying particles out, or end the run earlier',
}

const NO_PICTURE =
  'The mollified density is pictured for one degree of freedom only: the snapshots have the trajectories without it, and phase-space.svg is not drawn.'

type ClosureMethod = Extract<MethodSpec, { name: 'koopmon' | 'closure' }>

/** The local density of a closure: the hbar term of eq. (11) for koopmons, else what the energy of a module makes. */
const densityOf = (
  method: ClosureMethod,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  definitions: Definitions | undefined,
): LocalDensity => {
  if (method.name === 'koopmon') return correlationDensity(hamiltonian, hbar)
  const energy = definitions?.energies.get(energyKey(method))
  if (!energy)
    throw new Error(
      `closure: the energy '${method.export}' of ${method.module} is not there; give what decoding it gave.`,
    )
  return energy(hamiltonian, hbar, method.parameters)
}

/** Prepares a particle closure, that of koopmons, eqs. (14)-(16), or of another energy, on the cloud the spec names. */
export const prepareClosure = (
  spec: RunSpec,
  method: ClosureMethod,
  integrator: IntegratorSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: GivenTrajectories,
  definitions: Definitions | undefined,
): Propagation => {
  const { cloud, notes: sampled } = trajectoryStart(spec, method, hamiltonian, given)
  const notes = hamiltonian.dof > 1 && spec.snapshots.length > 0 ? [...sampled, NO_PICTURE] : sampled
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
  const density = densityOf(method, hamiltonian, hbar, definitions)
  const splitting = closureSplitting(hamiltonian, density, options)
  const { system, rest } = splitting
  return trajectories({
    system,
    stepper: prepareStepper(splitting, integrator),
    hamiltonian,
    cloud,
    dt: integrator.dt,
    notes,
    mollified: system.mollifiedDensity,
    check: () =>
      [system, rest].some(({ latticeStatus }) => latticeStatus() === STATUS.latticeTooLarge) ? TOO_SPREAD : undefined,
    scattering: problem,
    gauge: runGauge(hamiltonian, spec.initial, cloud),
    independent: false,
  })
}
