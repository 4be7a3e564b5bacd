import type { Claimed } from '@casimir/checks'
import type { IntegratorName, TrajectoryMethod } from '../spec/Spec.ts'

/** One thing to be certified, and where its certificate stands: in which table and under which label. */
export interface Subject extends Claimed {
  readonly table: string
  readonly label: string
}

/**
 * Subjects that are tried together, made only when all before them hold what they claim: no method is tried on a Hamiltonian that is none, and no
 * integrator on what cannot be built.
 */
export type Stage = () => ReadonlyArray<Subject>

/** Which methods and integrators to certify; all that apply, where nothing is named. */
export interface Selection {
  readonly method?: TrajectoryMethod
  readonly integrator?: IntegratorName
}
