import * as E from 'fp-ts/lib/Either.js'
import type { LoadModule } from '../modules/LoadModule.ts'
import { listed, quoted } from './describeValue.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'

/** What a module exports under a name; complains, with all that it does export, when there is no such thing. */
export const readExport = (
  log: ProblemLog,
  loadModule: LoadModule,
  path: string,
  { module, name }: { readonly module: string; readonly name: string },
): unknown => {
  const loaded = loadModule(module)
  if (E.isLeft(loaded)) return log.complain(within(path, 'module'), loaded.left)
  const names = Object.keys(loaded.right)
  return names.includes(name)
    ? loaded.right[name]
    : log.complain(
        within(path, 'export'),
        `${module} has no export ${quoted(name)}: it exports ${names.length === 0 ? 'nothing' : listed(names)}`,
      )
}
