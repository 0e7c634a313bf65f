import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { topics } from '../../topics/index.ts'
import { decideRequest } from '../commands/decide-request.ts'
import { editCommunity } from '../commands/edit-community.ts'
import { endCommunity, resumeCommunity } from '../commands/end-community.ts'
import { inviteNewcomer, madeThisMonth, withdrawInvitation } from '../commands/invite-newcomer.ts'
import { translateCommunity } from '../commands/translate-community.ts'
import { mayInvite } from '../policy.ts'
import { facetNames } from '../queries/facets.ts'
import { myInvitations } from '../queries/invitations.ts'
import { authorsFor } from '../queries/membership.ts'
import { questionsOf, listRequests } from '../queries/requests.ts'
import { allTextsOf, facetsOf, settingsOf, type SeenCommunity } from '../queries/seen-community.ts'
import { standingRead } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { linksLeft, keyOf, type Facet } from '../rules.ts'
import { DeskPage, InvitationsPage } from '../views/desk.tsx'
import { EditPage, TextsPage, type Lists } from '../views/edit.tsx'
import type { Values } from '../views/pieces.tsx'
import { communityAt, keepPrivate, readingOf, languagesIn, placesIn } from './place.ts'

/** For those who look after it, and what members do for it. */
export function keepingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  const at = '/communities/:slug'
  app.get(`${at}/edit`, (c) => drawEdit(c, kit))
  app.post(`${at}/edit`, (c) => edit(c, kit))
  app.get(`${at}/texts`, (c) => drawTexts(c, kit))
  app.post(`${at}/texts`, (c) => translate(c, kit))
  app.post(`${at}/ending`, (c) => onCommunity(c, kit, (input) => perform(kit.runner, endCommunity, input, c.var.page.actor)))
  app.post(`${at}/ending/withdrawal`, (c) => onCommunity(c, kit, (input) => perform(kit.runner, resumeCommunity, input, c.var.page.actor)))
  app.get(`${at}/desk`, (c) => drawDesk(c, kit))
  app.post(`${at}/requests/:request`, (c) => decide(c, kit))
  app.get(`${at}/invitations`, (c) => drawInvitations(c, kit, { values: {}, made: null }))
  app.post(`${at}/invitations`, (c) => invite(c, kit))
  app.post(`${at}/invitations/:invitation/withdrawal`, async (c) => {
    const community = await memberAt(c, kit)
    const input = { community: community.id, invitation: c.req.param('invitation') }
    await perform(kit.runner, withdrawInvitation, input, c.var.page.actor)
    return goTo(c, `${community.path}/invitations`)
  })
  return app
}

async function onCommunity(c: PageContext, kit: Kit, run: (input: { community: string }) => Promise<unknown>): Promise<Response> {
  const community = await communityAt(c, kit)
  await run({ community: community.id })
  return goTo(c, community.path)
}

async function memberAt(c: PageContext, kit: Kit): Promise<SeenCommunity> {
  const community = await communityAt(c, kit)
  keepPrivate(c)
  return community.me === null ? refuse(no('community.members-only')) : community
}

async function stewardAt(c: PageContext, kit: Kit): Promise<SeenCommunity> {
  const community = await memberAt(c, kit)
  return community.me?.role === 'steward' ? community : refuse(no('community.stewards-only'))
}

type Filled = { readonly values: Values; readonly lists: Lists; readonly problem: Problem }

async function drawEdit(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const community = await stewardAt(c, kit)
  const own = await organisations.bodiesWhere(db, page.actor.person, 'steward', page.say.locale)
  const behind = community.bodyId === null ? [] : [...(await organisations.bodyCards(db, [community.bodyId], page.say.locale)).values()]
  const kept = filled ?? (await keptOf(c, kit, community))
  const all = await topics.all(db, page.say.locale)
  return c.html(
    <EditPage
      page={page}
      community={community}
      values={kept.values}
      lists={kept.lists}
      topics={all.map(({ key, name, language }) => ({ value: key, label: name, lang: language }))}
      bodies={[...new Map([...behind, ...own].map((body) => [body.id, body])).values()]}
      done={c.req.query('done') !== undefined}
      problem={filled?.problem}
    />,
  )
}

async function keptOf(c: PageContext, kit: Kit, community: SeenCommunity): Promise<Pick<Filled, 'values' | 'lists'>> {
  const { say } = c.var.page
  const { db } = kit.runner
  const facets: readonly Facet[] = (await facetsOf(db, [community.id])).get(community.id) ?? []
  const names = await facetNames(db, facets, say.locale, (tag) => say.language(tag))
  const of = (sort: Facet['sort']) => facets.filter((facet) => facet.sort === sort)
  const text = (sort: Facet['sort']) =>
    of(sort)
      .map((facet) => names.get(keyOf(facet))?.text ?? facet.value)
      .join('\n')
  const settings = await settingsOf(db, community.id)
  return {
    values: {
      ...{ access: community.access, readable: community.readable, slug: community.slug, body: community.bodyId ?? '' },
      ...{ languages: community.languages.map((tag) => say.language(tag)).join(', '), vouching: community.vouching ? 'on' : '' },
      ...{ origin: text('origin'), residence: text('residence'), language: text('language').replaceAll('\n', ', ') },
      questions: (await questionsOf(db, community.id)).map((question) => question.text).join('\n'),
      monthlyInvitations: String(settings.monthlyInvitations),
      ...{ guardian: settings.guardian ? 'on' : '', guardianAge: settings.guardianAge === null ? '' : String(settings.guardianAge) },
    },
    lists: { topic: of('topic').map(({ value }) => value), generation: of('generation').map(({ value }) => value) },
  }
}

const NAMES = ['access', 'readable', 'slug', 'languages', 'origin', 'residence', 'language', 'questions', 'monthlyInvitations', 'body']

const valuesOf = (form: Form): Values =>
  Object.fromEntries([...NAMES, 'vouching', 'guardian', 'guardianAge'].map((name) => [name, form.text(name)]))

async function edit(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const community = await stewardAt(c, kit)
  const form = await readForm(c)
  const values = valuesOf(form)
  const lists = { topic: form.all('topic'), generation: form.all('generation') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, editCommunity, await inputOf(c, kit, { community, form, lists }), page.actor)
    },
    { done: ({ slug }) => goTo(c, `/communities/${slug}/edit?done`), redraw: (problem) => drawEdit(c, kit, { values, lists, problem }) },
  )
}

type Sent = { readonly community: SeenCommunity; readonly form: Form; readonly lists: Lists }

async function inputOf(c: PageContext, kit: Kit, { community, form, lists }: Sent) {
  const { say } = c.var.page
  const { db } = kit.runner
  const tags = (name: string) => languagesIn(form.text(name), say)
  const facets: readonly Facet[] = [
    ...(await placesIn(db, 'origin', form.text('origin'), say.locale)),
    ...(await placesIn(db, 'residence', form.text('residence'), say.locale)),
    ...tags('language').map((value): Facet => ({ sort: 'language', value })),
    ...lists.topic.map((value): Facet => ({ sort: 'topic', value })),
    ...lists.generation.map((value): Facet => ({ sort: 'generation', value })),
  ]
  return {
    ...{ community: community.id, access: form.text('access'), readable: form.optional('readable'), slug: form.optional('slug') },
    ...{ languages: tags('languages'), facets, vouching: form.checked('vouching'), body: form.optional('body') ?? null },
    questions: partsByLine(form.text('questions')).map((text) => ({ language: say.locale, text })),
    monthlyInvitations: form.optional('monthlyInvitations'),
    ...(community.youth ? { guardian: form.checked('guardian'), guardianAge: form.optional('guardianAge') ?? null } : {}),
  }
}

/** A question may have a comma in it. */
const partsByLine = (text: string): readonly string[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))

type FilledText = { readonly values: Values; readonly problem?: Problem }

async function drawTexts(c: PageContext, kit: Kit, filled: FilledText | null = null): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const community = await memberAt(c, kit)
  const texts = await allTextsOf(db, community.id)
  const asked = c.req.query('language') ?? page.say.locale
  const before = texts.find(({ language }) => language === asked)
  const kept: Values = {
    ...{ language: asked, name: before?.name ?? '', summary: before?.summary ?? '', guardians: before?.guardians ?? '' },
  }
  const authors = await authorsFor(
    db,
    readingOf(c, kit),
    community.id,
    texts.flatMap(({ member }) => member ?? []),
  )
  return c.html(
    <TextsPage
      page={page}
      community={community}
      texts={texts}
      authors={new Map([...authors].flatMap(([id, { name }]) => (name === null ? [] : [[id, name] as const])))}
      values={filled?.values ?? kept}
      done={c.req.query('done') !== undefined}
      problem={filled?.problem}
    />,
  )
}

async function translate(c: PageContext, kit: Kit): Promise<Response> {
  const community = await memberAt(c, kit)
  const form = await readForm(c)
  const values: Values = Object.fromEntries(['language', 'name', 'summary', 'guardians'].map((name) => [name, form.text(name)]))
  return attempt(c, () => perform(kit.runner, translateCommunity, { community: community.id, ...values }, c.var.page.actor), {
    done: () => goTo(c, `${community.path}/texts?done`),
    redraw: (problem) => drawTexts(c, kit, { values, problem }),
  })
}

async function drawDesk(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const community = await memberAt(c, kit)
  const requests = await ask(kit.runner, listRequests, { community: community.id }, c.var.page.actor)
  return c.html(<DeskPage page={c.var.page} community={community} requests={requests} problem={problem} />)
}

async function decide(c: PageContext, kit: Kit): Promise<Response> {
  const community = await memberAt(c, kit)
  const form = await readForm(c)
  const input = {
    ...{ community: community.id, request: c.req.param('request'), outcome: form.text('outcome'), reason: form.text('reason') },
  }
  return attempt(c, () => perform(kit.runner, decideRequest, input, c.var.page.actor), {
    done: () => goTo(c, `${community.path}/desk`),
    redraw: (problem) => drawDesk(c, kit, problem),
  })
}

type Inviting = FilledText & { readonly made: string | null }

async function drawInvitations(c: PageContext, kit: Kit, { values, made, problem }: Inviting): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const community = await memberAt(c, kit)
  const { monthlyInvitations } = await settingsOf(db, community.id)
  const member = community.me?.member ?? ''
  const left = linksLeft(community.me?.role ?? 'member', monthlyInvitations, await madeThisMonth(db, community.id, member, page.now))
  const may = mayInvite(page.actor, await standingRead(db, readingOf(c, kit), community.id), left).ok
  const invitations = await ask(kit.runner, myInvitations, { community: community.id }, page.actor)
  return c.html(
    <InvitationsPage
      page={page}
      community={community}
      invitations={invitations}
      left={left}
      may={may}
      made={made}
      values={values}
      problem={problem}
    />,
  )
}

async function invite(c: PageContext, kit: Kit): Promise<Response> {
  const community = await memberAt(c, kit)
  const form = await readForm(c)
  const values: Values = Object.fromEntries(['sentence', 'uses', 'days'].map((name) => [name, form.text(name)]))
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, inviteNewcomer, { community: community.id, ...values }, c.var.page.actor)
    },
    {
      // The link is shown in this answer and kept nowhere.
      done: ({ path }) => drawInvitations(c, kit, { values: {}, made: path }),
      redraw: (problem) => drawInvitations(c, kit, { values, made: null, problem }),
    },
  )
}
