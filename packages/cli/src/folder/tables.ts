import type { Report } from '../Report.ts'

/** The tables a run was given, as its result folder keeps them: text by name. */
export type Tables = ReadonlyMap<string, string>

/** The names under which a result folder keeps the cloud its run started from, and the tracers. */
export const tableNames = { particles: 'particles.csv', tracers: 'tracers.csv' } as const

type Spec = Report['spec']

const tracersOf = (spec: Spec): string | undefined =>
  'method' in spec && 'tracers' in spec.method ? spec.method.tracers : undefined

/** The tables that a spec names, from the texts that were read, by path. */
export const tablesOf = (spec: Spec, texts: ReadonlyMap<string, string>): Tables => {
  const named = [
    [tableNames.particles, 'particles' in spec.initial ? spec.initial.particles : undefined],
    [tableNames.tracers, tracersOf(spec)],
  ] as const
  return new Map(
    named.flatMap(([name, path]) => {
      const text = path === undefined ? undefined : texts.get(path)
      return text === undefined ? [] : [[name, text] as const]
    }),
  )
}

/** A spec that names its tables as its result folder does. */
export const withFolderTables = <S extends Spec>(spec: S): S => ({
  ...spec,
  ...('particles' in spec.initial ? { initial: { particles: tableNames.particles } } : {}),
  ...('method' in spec && tracersOf(spec) !== undefined
    ? { method: { ...spec.method, tracers: tableNames.tracers } }
    : {}),
})
