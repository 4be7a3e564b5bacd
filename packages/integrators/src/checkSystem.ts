/** What the words of a refusal need of a system that may be anything. */
const nameOf = (system: unknown): string =>
  typeof system === 'object' && system !== null && 'name' in system ? `'${String(system.name)}'` : 'what was given'

const has = (system: unknown, key: string, kind: string): boolean =>
  typeof system === 'object' && system !== null && typeof (system as { readonly [key: string]: unknown })[key] === kind

const remedy = (system: unknown): string =>
  has(system, 'parts', 'object')
    ? 'it is a split system: prepare a word for it with wordMethod'
    : 'give a system of that kind'

const refuse = (method: string, system: unknown, what: string): never => {
  throw new Error(`${method}: ${nameOf(system)} is no ${what}; ${remedy(system)}.`)
}

/** Throws unless a system has the shape, hbar and gradient of a hybrid system in canonical coordinates (q, p, psi). */
export const checkHybrid = (method: string, system: unknown): void => {
  if (!has(system, 'shape', 'object') || !has(system, 'hbar', 'number') || !has(system, 'gradient', 'function'))
    refuse(method, system, 'hybrid system on (q, p, psi) with shape, hbar and gradient')
}

/** Throws unless a system has the levels, hbar and gradient of a matrix Lie-Poisson system. */
export const checkDensity = (method: string, system: unknown): void => {
  if (!has(system, 'levels', 'number') || !has(system, 'hbar', 'number') || !has(system, 'gradient', 'function'))
    refuse(method, system, 'matrix Lie-Poisson system with levels, hbar and gradient')
}

/** Throws unless an equation has the action and field of a Lie-group equation. */
export const checkEquation = (method: string, equation: unknown): void => {
  if (!has(equation, 'action', 'object') || !has(equation, 'field', 'function'))
    refuse(method, equation, 'Lie-group equation with action and field')
}
