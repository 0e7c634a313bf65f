import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { addProvider } from '../commands/add-provider.ts'
import { changeProvider } from '../commands/change-provider.ts'
import { mayKeepProviders } from '../policy.ts'
import { doorOf } from '../queries/provider-answer.ts'
import { keptProviders, providerBySlug } from '../queries/providers.ts'
import { no } from '../refusals.ts'
import { ProviderPage, ProvidersPage, type ProviderValues, type Tried } from '../views/keeping.tsx'

/** Where whoever runs the hub keeps the providers. */
export function keepingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.use('/operator/providers/*', async (c, next) => {
    c.header('cache-control', 'no-store')
    return next()
  })
  app.get('/operator/providers', (c) => drawAll(c, kit, {}))
  app.post('/operator/providers', (c) => add(c, kit))
  app.get('/operator/providers/:slug', (c) => drawOne(c, kit, { slug: c.req.param('slug'), tried: null }))
  app.post('/operator/providers/:slug', (c) => change(c, kit, c.req.param('slug')))
  app.get('/operator/providers/:slug/trial', (c) => goTo(c, `/operator/providers/${c.req.param('slug')}`))
  app.post('/operator/providers/:slug/trial', (c) => tryOut(c, kit, c.req.param('slug')))
  return app
}

async function drawAll(c: PageContext, kit: Kit, values: ProviderValues, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const providers = await ask(kit.runner, keptProviders, {}, page.actor)
  return c.html(<ProvidersPage page={page} providers={providers} values={values} problem={problem} />)
}

type Drawn = { readonly slug: string; readonly tried: Tried; readonly values?: ProviderValues; readonly problem?: Problem }

async function drawOne(c: PageContext, kit: Kit, { slug, tried, values, problem }: Drawn): Promise<Response> {
  const { page } = c.var
  const all = await ask(kit.runner, keptProviders, {}, page.actor)
  const provider = all.find((one) => one.slug === slug) ?? refuse(no('provider.missing'))
  const known = { name: provider.name, client: provider.client, body: provider.body ?? '' }
  return c.html(<ProviderPage page={page} provider={provider} values={values ?? known} tried={tried} problem={problem} />)
}

const valuesIn = (form: Awaited<ReturnType<typeof readForm>>) => ({
  ...{ name: form.text('name'), client: form.text('client'), body: form.text('body') },
})

async function add(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  // The secret does not come back: it would stand in the page.
  const values = { ...valuesIn(form), issuer: form.text('issuer'), slug: form.text('slug') }
  return attempt(c, () => perform(kit.runner, addProvider, { ...values, secret: form.text('secret') }, c.var.page.actor), {
    done: ({ slug }) => goTo(c, `/operator/providers/${slug}`),
    redraw: (problem) => drawAll(c, kit, values, problem),
  })
}

async function change(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const form = await readForm(c)
  const values = valuesIn(form)
  const boxes = { enabled: form.checked('enabled'), withoutSecret: form.checked('withoutSecret') }
  const input = { ...values, ...boxes, provider: slug, secret: form.text('secret') }
  return attempt(c, () => perform(kit.runner, changeProvider, input, c.var.page.actor), {
    done: () => goTo(c, `/operator/providers/${slug}`),
    redraw: (problem) => drawOne(c, kit, { slug, tried: null, values, problem }),
  })
}

/** Asks the provider what it is, and nothing else. */
async function tryOut(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  demand(mayKeepProviders(c.var.page.actor))
  await kit.limits.spend('write', c.var.visitor)
  const { keys, network } = kit.runner.outside
  const provider = await providerBySlug(kit.runner.db, slug)
  return attempt(c, () => doorOf(provider, { keys, fetch: network.fetch }), {
    done: (door) => drawOne(c, kit, { slug, tried: { door } }),
    redraw: (problem) => drawOne(c, kit, { slug, tried: { problem } }),
  })
}
