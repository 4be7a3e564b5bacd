import type { HybridHamiltonian } from '@casimir/algebra'
import { prepareClosure } from './methods/closure.ts'
import { prepareEhrenfest } from './methods/ehrenfest.ts'
import { prepareExact } from './methods/exact.ts'
import { prepareFssh } from './methods/fssh.ts'
import { prepareMeanField } from './methods/meanField.ts'
import type { GivenTrajectories } from './methods/sampling.ts'
import type { Definitions } from './modules/Definitions.ts'
import type { Propagation } from './Propagation.ts'
import type { ProblemDefinition } from './problems.ts'
import type { IntegratorName, IntegratorSpec, MethodSpec, RunSpec } from './spec/Spec.ts'

/** A method as users name it. */
export interface MethodDefinition {
  readonly name: MethodSpec['name']
  readonly description: string
  readonly source: string
  /** The integrators it can be driven by; none for a method that brings its own. */
  readonly integrators: ReadonlyArray<IntegratorName>
}

/** Every method the spec can name, in the order `casimir list` prints them. */
export const methods: ReadonlyArray<MethodDefinition> = [
  {
    name: 'exact',
    description: 'exact, H = A(p) + B(q): a Fourier grid for 1 or 2 coordinates, number states for up to 3',
    source: 'M. D. Feit, J. A. Fleck and A. Steiger, J. Comput. Phys. 47, 412 (1982)',
    integrators: [],
  },
  {
    name: 'ehrenfest',
    description: 'Ehrenfest trajectories, eq. (6)',
    source: 'C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (1) and (6)',
    integrators: ['strang', 'lie-trotter', 'suzuki4', 'blanes-moan4', 'kahan-li6', 'midpoint', 'rk4'],
  },
  {
    name: 'mean-field',
    description: 'mean-field trajectories around one density matrix, eq. (2)',
    source: 'C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (2)',
    integrators: ['midpoint', 'suzuki4', 'kahan-li6', 'rk4'],
  },
  {
    name: 'fssh',
    description: 'fewest-switches surface hopping, H = a(p) 1 + B(q) with a quadratic',
    source: 'J. C. Tully, J. Chem. Phys. 93, 1061 (1990)',
    integrators: ['strang'],
  },
  {
    name: 'koopmon',
    description: 'koopmon trajectory closure, eqs. (14)-(16)',
    source: 'C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (14)-(16)',
    integrators: ['suzuki4', 'strang', 'kahan-li6', 'midpoint', 'rk4'],
  },
  {
    name: 'closure',
    description: 'particle closure of an energy of your own, from a module (docs/guide/your-own-model.md)',
    source: 'C. Tronci and F. Gay-Balmaz, GSI 2023, section 3, for any energy',
    integrators: ['suzuki4', 'strang', 'kahan-li6', 'midpoint', 'rk4'],
  },
]

/**
 * Prepares the method a run names; the registry's one dispatch.
 *
 * Errors: throws a sentence when the method's hypotheses are not met.
 */
export const prepare = (
  spec: RunSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: GivenTrajectories,
  definitions?: Definitions,
): Propagation => {
  const { method } = spec
  if (method.name === 'exact') return prepareExact(spec, problem, hamiltonian)
  const integrator = integratorOf(spec)
  if (method.name === 'ehrenfest') return prepareEhrenfest(spec, method, integrator, problem, hamiltonian, given)
  if (method.name === 'fssh') return prepareFssh(spec, method, integrator, problem, hamiltonian, given)
  return method.name === 'mean-field'
    ? prepareMeanField(spec, method, integrator, problem, hamiltonian, given)
    : prepareClosure(spec, method, integrator, problem, hamiltonian, given, definitions)
}

const integratorOf = ({ integrator, method }: RunSpec): IntegratorSpec => {
  if (!integrator)
    throw new Error(`${method.name}: the spec names no integrator; give integrator.name and integrator.dt.`)
  return integrator
}
