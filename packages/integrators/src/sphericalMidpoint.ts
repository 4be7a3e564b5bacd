import type { MatrixLiePoissonSystem, Reading, Status, Writing } from '@casimir/algebra'
import { allocateDensity, STATUS } from '@casimir/algebra'
import type { SolverOptions } from './andersonSolver.ts'
import { andersonSolver } from './andersonSolver.ts'
import { checkDensity } from './checkSystem.ts'
import type { DensityStepper } from './DensityStepper.ts'

/**
 * Prepares the spherical midpoint method for a two-level density matrix, i hbar rho' = [G(rho, t), rho].
 *
 * In Bloch coordinates rho = (Tr rho + r.sigma)/2, G = g0 + g.sigma: r' = (2/hbar) g x r, and
 * r1 - r0 = (2 h/hbar) g(u) x u at u = |r0| (r0 + r1)/|r0 + r1|, the midpoint projected back to the sphere.
 *
 * Order 2, symmetric. Conserves |r| to round-off at every iterate, converged or not, and Tr rho exactly; symplectic on every sphere, so Poisson, to
 * the solver's tolerance; commutes with rotations. A quadratic energy such as the free rigid body's is kept to the solver's tolerance, any other
 * is not conserved exactly, but its error stays bounded and shrinks as h^2.
 * Unlike `isospectralMidpoint` it evaluates the gradient on the orbit only.
 *
 * Assumes a Hermitian rho and G (not checked). Cost: one gradient and one rotation in closed form an iteration, Anderson-accelerated.
 *
 * Errors: throws when the system has not two levels; the flow returns `notConverged`, `nonFinite` (also when r1 = -r0, where u is not defined) or the
 * gradient's status, and then leaves the state as it was.
 *
 * Source: R. McLachlan, K. Modin and O. Verdier, Phys. Rev. E 89, 061301 (2014), arXiv:1402.4114.
 *
 * @example
 * const spin = {
 *   name: 'spin', levels: 2, hbar: 1, energy: ({ rho }) => rho[0] - rho[6],
 *   gradient: (g) => { g.set([1, 0, 0, 0, 0, 0, -1, 0]); return 0 },
 * }
 * const s = allocateDensity(2)
 * s.rho.set([0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0])
 * sphericalMidpoint(spin).flow(s, 0.1)
 * Math.abs(Math.hypot(s.rho[2], s.rho[3]) - 0.5) < 1e-15 // => true
 */
export const sphericalMidpoint = (
  system: MatrixLiePoissonSystem,
  { tolerance = 1e-14, iterations = 50, depth = 3 }: Partial<SolverOptions> = {},
): DensityStepper => {
  checkDensity('sphericalMidpoint', system)
  if (system.levels !== 2)
    throw new Error(
      `sphericalMidpoint: '${system.name}' has ${system.levels} levels, and only two-level states lie on a sphere; use isospectralMidpoint.`,
    )
  const middle = allocateDensity(2)
  const generator = new Float64Array(8)
  const r0 = new Float64Array(3)
  const r1 = new Float64Array(3)
  const image = new Float64Array(3)
  const solver = andersonSolver(3, { tolerance, iterations, depth })
  let h = 0
  let trace = 0
  let radius = 0
  let steps = 0

  const write = (rho: Writing, x: number, y: number, z: number): void => {
    rho[0] = (trace + z) / 2
    rho[2] = x / 2
    rho[3] = -y / 2
    rho[4] = x / 2
    rho[5] = y / 2
    rho[6] = (trace - z) / 2
  }

  /** The end in, the end out: r1 - r0 = a x (r0 + r1)/2 for the a of the old end, solved in closed form. */
  const map = (out: Writing, end: Reading): Status => {
    const x = r0[0] + end[0]
    const y = r0[1] + end[1]
    const z = r0[2] + end[2]
    const scale = radius > 0 ? radius / Math.sqrt(x * x + y * y + z * z) : 1
    write(middle.rho, scale * x, scale * y, scale * z)
    const status = system.gradient(generator, middle)
    if (status !== STATUS.ok) return status
    const half = (2 * h * scale) / system.hbar
    const ax = half * generator[2]
    const ay = half * -generator[3]
    const az = (half * (generator[0] - generator[6])) / 2
    const bx = ay * r0[2] - az * r0[1]
    const by = az * r0[0] - ax * r0[2]
    const bz = ax * r0[1] - ay * r0[0]
    const c = 2 / (1 + ax * ax + ay * ay + az * az)
    out[0] = r0[0] + c * (bx + ay * bz - az * by)
    out[1] = r0[1] + c * (by + az * bx - ax * bz)
    out[2] = r0[2] + c * (bz + ax * by - ay * bx)
    return STATUS.ok
  }

  return {
    flow: (state, step) => {
      h = step
      const { rho } = state
      trace = rho[0] + rho[6]
      r0[0] = 2 * rho[2]
      r0[1] = -2 * rho[3]
      r0[2] = rho[0] - rho[6]
      radius = Math.sqrt(r0[0] * r0[0] + r0[1] * r0[1] + r0[2] * r0[2])
      middle.t[0] = state.t[0] + h / 2
      r1.set(r0)
      const status = solver.solve(image, r1, map)
      if (status !== STATUS.ok) return status
      write(rho, image[0], image[1], image[2])
      state.t[0] += h
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations: solver.iterations(), iterations: solver.iterations() }),
  }
}
