import type { ConsistencyMethod } from './ConsistencyMethod.ts'
import type { Course } from './follow.ts'
import { follow } from './follow.ts'
import type { Setting } from './settings.ts'
import { coupledSettings } from './settings.ts'

/** A method under measurement, with the courses taken so far, which several properties share. */
export interface Subject {
  readonly method: ConsistencyMethod
  readonly course: (at: Setting, refinement: number, correlated: boolean) => Course
}

/** Puts a method under measurement. */
export const subjectOf = (method: ConsistencyMethod): Subject => {
  const taken = new Map<string, Course>()
  return {
    method,
    course: (at, refinement, correlated) => {
      const key = JSON.stringify([at.text, at.parameters, refinement, correlated])
      const course = taken.get(key) ?? follow(method, at, refinement, { correlated })
      taken.set(key, course)
      return course
    },
  }
}

/** The coupled problems that courses of a method are measured on. */
export const settingsOf = ({ settings = coupledSettings }: ConsistencyMethod): ReadonlyArray<Setting> => settings

/** The starts of a method on a problem: product states, and correlated ones where it can have them and the problem brings no start of its own. */
export const startsOf = ({ start }: ConsistencyMethod, at: Setting): ReadonlyArray<boolean> =>
  start === 'cloud' && !at.start ? [false, true] : [false]

/** A start in words. */
export const startText = (correlated: boolean): string => (correlated ? 'correlated start' : 'product start')
