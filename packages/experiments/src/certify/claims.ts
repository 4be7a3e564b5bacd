import type { IntegratorName } from '../spec/Spec.ts'

const SYMPLECTIC = ['step/unitary', 'step/symplectic']
const SYMMETRIC = ['step/reversible']
const ANY = ['step/runs', 'step/consistent', 'step/order']

/** What each integrator promises, on every system that it can drive: the ids of laws. */
const CLAIMS: { readonly [name in IntegratorName]: ReadonlyArray<string> } = {
  'lie-trotter': [...ANY, ...SYMPLECTIC],
  strang: [...ANY, ...SYMPLECTIC, ...SYMMETRIC],
  suzuki4: [...ANY, ...SYMPLECTIC, ...SYMMETRIC],
  'blanes-moan4': [...ANY, ...SYMPLECTIC, ...SYMMETRIC],
  'kahan-li6': [...ANY, ...SYMPLECTIC, ...SYMMETRIC],
  midpoint: [...ANY, ...SYMPLECTIC, ...SYMMETRIC],
  rk4: ANY,
}

/** The laws that an integrator of the catalogue claims. */
export const integratorClaims = (name: IntegratorName): ReadonlyArray<string> => CLAIMS[name]
