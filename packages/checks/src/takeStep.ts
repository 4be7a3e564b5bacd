import type { Status } from '@casimir/algebra'

/** Takes a step and throws unless its status is ok: a step that failed leaves the state alone, and would pass for perfect geometry. */
export const takeStep = (step: () => Status, what: string): void => {
  const status = step()
  if (status !== 0)
    throw new Error(`${what}: a step ended with status ${status}; measure where the method's steps succeed.`)
}
