import type { ConsistencyMethod, PropertyId } from './ConsistencyMethod.ts'
import { consistencyMethods } from './consistencyMethods.ts'
import type { ConsistencyProperty } from './consistencyProperties.ts'
import { consistencyProperties } from './consistencyProperties.ts'
import type { Finding } from './Finding.ts'
import type { Subject } from './Subject.ts'
import { subjectOf } from './Subject.ts'

/** One row of the table: a property, and the findings of each method in the order of `methods`. */
export interface ConsistencyRow {
  readonly property: PropertyId
  readonly findings: ReadonlyArray<ReadonlyArray<Finding>>
}

/** Which methods have which consistency properties, as data. */
export interface ConsistencyReport {
  readonly methods: ReadonlyArray<{ readonly name: string; readonly about: string }>
  readonly rows: ReadonlyArray<ConsistencyRow>
}

/** What is measured: all methods and properties unless given. */
export interface ConsistencyDemand {
  readonly methods?: ReadonlyArray<ConsistencyMethod>
  readonly properties?: ReadonlyArray<ConsistencyProperty>
  /** Called before each measurement. */
  readonly progress?: (method: string, property: string, done: number, of: number) => void
}

/** A property of one method: by its own answer if it has one; a measurement that breaks off decides nothing. */
const findingsOf = ({ id, measure }: ConsistencyProperty, subject: Subject): ReadonlyArray<Finding> => {
  const answer = subject.method.answers?.[id]
  try {
    return answer ? answer(subject.method) : measure(subject)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [{ verdict: 'not found', note: `measuring it broke off: ${reason}` }]
  }
}

/**
 * Measures the consistency properties of the paper's introduction, and energy, Poincare integral and symplecticity, of every method.
 *
 * A verdict is about the problems measured: `fails` names a counterexample, `holds` is evidence and not proof, and what measuring does not decide is
 * `not found`. Deterministic. Cost: a few seconds a method.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, introduction, properties 1 to 5.
 *
 * @example
 * const { methods } = measureConsistency({ properties: [] })
 * methods[1].name // => 'ehrenfest'
 */
export const measureConsistency = ({
  methods = consistencyMethods,
  properties = consistencyProperties,
  progress,
}: ConsistencyDemand = {}): ConsistencyReport => {
  const subjects = methods.map(subjectOf)
  const of = methods.length * properties.length
  let done = 0
  return {
    methods: methods.map(({ name, about }) => ({ name, about })),
    rows: properties.map((property) => ({
      property: property.id,
      findings: subjects.map((subject) => {
        progress?.(subject.method.name, property.id, done++, of)
        return findingsOf(property, subject)
      }),
    })),
  }
}
