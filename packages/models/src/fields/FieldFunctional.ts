import type { Functional } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** A functional of Hermitian fields. */
export type FieldFunctional = Functional<HermitianFields>
