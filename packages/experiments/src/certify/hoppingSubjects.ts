import type { HybridHamiltonian } from '@casimir/algebra'
import { singleCaseLaw, surfaceHoppingLaws } from '@casimir/checks'
import type { SurfaceHoppingOptions } from '@casimir/models'
import { surfaceHopping } from '@casimir/models'
import { HBAR } from './certifiedMethods.ts'
import type { Subject } from './Subject.ts'

const DEFAULTS: SurfaceHoppingOptions = {
  hbar: HBAR,
  hopping: 'instantaneous',
  rescale: 'nac',
  frustrated: 'reverse',
  decoherence: 'none',
}

/** The switches under which surface hopping is certified: each choice there is, at least once. */
const VARIANTS: { readonly [label: string]: SurfaceHoppingOptions } = {
  strang: DEFAULTS,
  'strang, cumulative, velocity, ignore': {
    ...DEFAULTS,
    hopping: 'cumulative',
    rescale: 'velocity',
    frustrated: 'ignore',
  },
  'strang, edc': { ...DEFAULTS, decoherence: 'edc' },
}

/** Random numbers that never make a hop, and that make one whenever its chance exceeds 2^-30. */
const DRAWS = {
  instantaneous: { never: 1 - Number.EPSILON, always: 2 ** -30 },
  cumulative: { never: 0, always: 1 - 2 ** -30 },
} as const

/** What hopping on one level after another promises. */
const CLAIMS = [
  'runs',
  'unitary',
  'hop-energy',
  'energy',
  'repeatable',
  'independent',
  'unitaries',
  'uncoupled',
  'crossing',
].map((name) => `hopping/${name}`)
/** What it promises besides where psi changes by the Schrodinger equation alone. */
const UNITARY_CLAIMS = ['hopping/order', 'hopping/symmetric']

/** The largest certified step, in units of the step that a spec takes by default. */
const STRETCH = 2

/** Why surface hopping cannot take a Hamiltonian, if it cannot. */
export const hoppingRefusal = (hamiltonian: HybridHamiltonian): string | undefined => {
  try {
    surfaceHopping(hamiltonian, DEFAULTS)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The momentum at which the first coordinate has the kinetic energy 1/2: the root of its mass. */
const momentumScale = ({ split, dof, levels }: HybridHamiltonian): number => {
  if (!split) return 1
  const p = new Float64Array(dof)
  const slope = (at: number): number => {
    p[0] = at
    const out = new Float64Array(2 * levels * levels * dof)
    split.A.gradient(out, p, 0)
    return out[0]
  }
  return 1 / Math.sqrt(slope(1) - slope(0))
}

/**
 * Surface hopping on a Hamiltonian as subjects, one for each set of switches. Not claimed are that fractions of active states are |c|^2, and that a step with a hop is
 * reversible or any step symplectic; with decoherence, neither order nor symmetry of psi. None where it cannot take the Hamiltonian, but for a failing one when it was `asked` for.
 */
export const hoppingSubjects = (
  { name, hamiltonian, dt }: { readonly name: string; readonly hamiltonian: HybridHamiltonian; readonly dt: number },
  asked: boolean,
): ReadonlyArray<Subject> => {
  const table = `${name}, fssh`
  const refusal = hoppingRefusal(hamiltonian)
  if (refusal !== undefined) {
    const law = singleCaseLaw({
      id: 'hopping/prepared',
      statement: 'surface hopping takes the Hamiltonian',
      check: () => {
        throw new Error(refusal)
      },
      code: `// ${name}`,
    })
    return asked ? [{ table, label: 'strang', subject: table, laws: [law], claims: [law.id] }] : []
  }
  return Object.entries(VARIANTS).map(([label, options]): Subject => {
    const laws = surfaceHoppingLaws({
      dof: hamiltonian.dof,
      levels: hamiltonian.levels,
      hbar: HBAR,
      hamiltonian,
      forHamiltonian: (other) => surfaceHopping(other, options).prepare,
      draws: DRAWS[options.hopping],
      largestStep: STRETCH * dt,
      reach: { q: 1, p: momentumScale(hamiltonian) },
    })
    const claims = options.decoherence === 'none' ? [...CLAIMS, ...UNITARY_CLAIMS] : CLAIMS
    return { table, label, subject: `${table}, ${label}`, laws, claims }
  })
}
