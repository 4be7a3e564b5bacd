import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Report } from '../Report.ts'

/** A relative path as a spec in another folder writes it; one that is absolute stays. */
export const movedPath = (path: string, from: string, to: string): string => {
  if (isAbsolute(path)) return path
  const moved = relative(to, resolve(from, path)).split(sep).join('/')
  return moved.startsWith('.') ? moved : `./${moved}`
}

/** The spec with the modules it names written relative to another folder, so that it runs from there. */
export const moveModules = <S extends Report['spec']>(spec: S, from: string, to: string): S => {
  const place = <M extends object>(method: M): M =>
    'module' in method && typeof method.module === 'string'
      ? { ...method, module: movedPath(method.module, from, to) }
      : method
  const { problem } = spec
  const { module } = problem
  return {
    ...spec,
    ...('methods' in spec ? { methods: spec.methods.map(place) } : { method: place(spec.method) }),
    ...(module && { problem: { ...problem, module: { ...module, path: movedPath(module.path, from, to) } } }),
  }
}
