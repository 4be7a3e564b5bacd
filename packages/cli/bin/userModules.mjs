// Module hooks for the files a spec names, run by Node on its hooks thread: `@casimir/*` means the packages of this program, from
// whatever folder, and every file of the user's is an ES module, with or without a package.json beside it.
let program = ''

export const initialize = (data) => {
  program = data
}

const isSource = (url) => /^file:.*\.[mj]?[jt]s(?:\?|$)/.test(url) && !url.includes('/node_modules/')

const ours = async (specifier, context, next) => {
  const experiments = await next('@casimir/experiments', { ...context, parentURL: program })
  for (const parentURL of [program, experiments.url])
    try {
      return await next(specifier, { ...context, parentURL })
    } catch {
      // not a package of that parent
    }
  return next(specifier, context)
}

export const resolve = async (specifier, context, next) => {
  if (specifier.startsWith('@casimir/') && !context.parentURL?.startsWith(new URL('../../', program).href))
    return ours(specifier, context, next)
  const found = await next(specifier, context)
  return isSource(found.url) && found.format !== 'module' ? { ...found, format: 'module' } : found
}
