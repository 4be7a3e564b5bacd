import type { runDocument } from './documentFields.ts'
import type { ValueOf } from './Field.ts'
import { traitsOf } from './integratorTraits.ts'
import type { GuardSpec, IntegratorName, MethodSpec } from './Spec.ts'

/** What the key `guards` holds, at the top level or inside a compared method. */
export type GuardValues = ValueOf<(typeof runDocument)['fields']['guards']>

/** The guards of one method: its own, else the document's, else the defaults for the method and integrator. */
export const decodeGuards = (
  own: GuardValues,
  shared: GuardValues,
  method: MethodSpec['name'],
  integrator: IntegratorName | undefined,
): GuardSpec => ({
  norm: own?.norm ?? shared?.norm ?? (integrator === undefined || traitsOf(integrator).unitary ? 1e-8 : 1e-3),
  energy: own?.energy ?? shared?.energy ?? (method === 'exact' ? 0.001 : 0.01),
})
