import type { HybridHamiltonian } from '@casimir/algebra'
import { prepareEhrenfest } from './methods/ehrenfest.ts'
import { prepareExact } from './methods/exact.ts'
import { prepareKoopmon } from './methods/koopmon.ts'
import type { Propagation } from './Propagation.ts'
import type { ProblemDefinition } from './problems.ts'
import type { Cloud, IntegratorName, IntegratorSpec, MethodSpec, RunSpec } from './spec/Spec.ts'

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
    description: 'exact quantum dynamics on a Fourier grid (4th-order split operator), for H = A(p) + B(q)',
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
    name: 'koopmon',
    description: 'koopmon trajectory closure, eqs. (14)-(16)',
    source: 'C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (14)-(16)',
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
  cloud: Cloud | undefined,
): Propagation => {
  const { method } = spec
  if (method.name === 'exact') return prepareExact(spec, problem, hamiltonian)
  const integrator = integratorOf(spec)
  return method.name === 'ehrenfest'
    ? prepareEhrenfest(spec, method, integrator, problem, hamiltonian, cloud)
    : prepareKoopmon(spec, method, integrator, problem, hamiltonian, cloud)
}

const integratorOf = ({ integrator, method }: RunSpec): IntegratorSpec => {
  if (!integrator)
    throw new Error(`${method.name}: the spec names no integrator; give integrator.name and integrator.dt.`)
  return integrator
}
