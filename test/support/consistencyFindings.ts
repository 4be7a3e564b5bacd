import type { ConsistencyMethod, Finding, PropertyId } from '@casimir/experiments'
import { consistencyMethods, consistencyProperties, measureConsistency } from '@casimir/experiments'

/** The method of the consistency table that has a name. */
export const methodNamed = (name: string): ConsistencyMethod => {
  const method = consistencyMethods.find((one) => one.name === name)
  if (!method) throw new Error(`there is no method '${name}' in the consistency table.`)
  return method
}

/** The findings of one method on one property, measured now. */
export const findingsOf = (method: ConsistencyMethod, id: PropertyId): ReadonlyArray<Finding> => {
  const properties = consistencyProperties.filter((property) => property.id === id)
  return measureConsistency({ methods: [method], properties }).rows[0].findings[0]
}

/** The verdict on one property, of a method with one density. */
export const verdictOf = (method: ConsistencyMethod, id: PropertyId): string =>
  findingsOf(method, id)
    .map(({ verdict }) => verdict)
    .join(', ')
