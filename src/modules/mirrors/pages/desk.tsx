import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../../web/page.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { answerVersion } from '../commands/answer-version.ts'
import { endMirror } from '../commands/end-mirror.ts'
import { nameFacilitator, withdrawFacilitator } from '../commands/name-facilitator.ts'
import { proposeMirror } from '../commands/propose-mirror.ts'
import { writeVersion } from '../commands/write-version.ts'
import { mayDecide } from '../policy.ts'
import { heldTogether } from '../queries/held-together.ts'
import { mirrorFor, mirrorsOf } from '../queries/mirrors.ts'
import { namedBy } from '../queries/named.ts'
import type { Other, Version } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST_LANGUAGES } from '../rules.ts'
import { DeskPage, MirrorsPage } from '../views/desk.tsx'
import type { Filled } from '../views/pieces.tsx'
import { VersionPage } from '../views/version-form.tsx'
import { hereOf, readingOf } from './place.ts'

const AT = '/communities/:slug/mirrors'

/** For those who decide in one of the two: what they propose, answer, and whom they name. */
export function deskPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => drawList(c, kit))
  app.get(`${AT}/new`, (c) => drawNew(c, kit))
  app.post(AT, (c) => propose(c, kit))
  app.get(`${AT}/:mirror`, (c) => drawDesk(c, kit))
  app.get(`${AT}/:mirror/change`, (c) => drawChange(c, kit))
  app.post(`${AT}/:mirror/versions`, (c) => change(c, kit))
  app.post(`${AT}/:mirror/answer`, (c) => answer(c, kit))
  app.post(`${AT}/:mirror/ending`, (c) => end(c, kit))
  app.post(`${AT}/:mirror/facilitators`, (c) => name(c, kit))
  app.post(`${AT}/:mirror/facilitators/withdrawal`, (c) => withdraw(c, kit))
  return app
}

async function drawList(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { community, asking } = await hereOf(c, kit)
  if (community.jointly) return goTo(c, `${community.path}/held`)
  const all = await mirrorsOf(kit.runner.db, readingOf(c, kit), community)
  const decides = mayDecide(asking).ok && community.access !== 'hidden' && !community.youth
  return c.html(
    <MirrorsPage page={c.var.page} community={community} mirrors={all.map(({ mirror }) => mirror)} decides={decides} filled={filled} />,
  )
}

const asOther = ({ id, path, name, language }: SeenCommunity): Other => ({ id, path, name, language })

/** Null: there is none at this address that the reader may know of. */
async function otherAt(c: PageContext, kit: Kit, address: string): Promise<SeenCommunity | null> {
  const slug = communities.slugIn.safeParse(address)
  const found = slug.success ? await communities.seen(kit.runner.db, readingOf(c, kit), { slug: slug.data }) : null
  return found === null || found.access === 'hidden' ? null : found
}

type Refilled = { readonly address: string; readonly filled: Filled | null }

async function drawNew(c: PageContext, kit: Kit, again: Refilled | null = null): Promise<Response> {
  const { page } = c.var
  const { community, asking } = await hereOf(c, kit)
  demand(mayDecide(asking))
  const address = again?.address ?? c.req.query('with') ?? ''
  const other = await otherAt(c, kit, address)
  if (other === null || other.id === community.id) {
    c.status(422)
    const sentence = page.say(other === null ? 'mirror.other-missing' : 'mirror.itself')
    const problem: Problem = { code: 'input.invalid', sentence, fields: new Map([['with', sentence]]) }
    return drawList(c, kit, { form: 'with', values: { with: address }, languages: [], problem })
  }
  return c.html(
    <VersionPage
      page={page}
      community={community}
      other={asOther(other)}
      offered={offeredTo([...other.languages, ...community.languages])}
      last={null}
      action={href(page, `${community.path}/mirrors`)}
      sending={kit.runner.outside.uuid()}
      filled={again?.filled ?? null}
    />,
  )
}

/** So many fields as a form can have. */
const offeredTo = (languages: readonly string[]): readonly string[] =>
  [...new Set(languages)].filter((tag) => tag !== 'und').slice(0, MOST_LANGUAGES)

const PARTS = ['name', 'sentence', 'rules'] as const

/** The words of one language that were filled in at least in part; nothing of it: it is missing. */
function versionIn(form: Form, offered: readonly string[]) {
  const texts = offered
    .map((language) => ({
      language,
      name: form.text(`name-${language}`),
      sentence: form.text(`sentence-${language}`),
      rules: form.text(`rules-${language}`),
    }))
    .filter(({ name: called, sentence, rules }) => called !== '' || sentence !== '' || rules !== '')
  const chosen = { original: form.text('original'), readable: form.optional('readable'), due: form.text('due'), dueOn: form.text('dueOn') }
  return { languages: [...form.all('languages')], texts, ...chosen }
}

function filledFrom(
  form: Form,
  offered: readonly string[],
  { problem, texts }: { problem: Problem; texts: readonly { language: string }[] },
): Filled {
  const names = [
    'sending',
    'original',
    'readable',
    'due',
    'dueOn',
    'why',
    'whyLanguage',
    ...offered.flatMap((tag) => PARTS.map((part) => `${part}-${tag}`)),
  ]
  // A fault of a text stands beside the field of its language.
  const fields = [...problem.fields].map(([field, sentence]) => {
    const [, at, part] = /^texts\.(\d+)\.(\w+)$/.exec(field) ?? []
    const language = at === undefined ? undefined : texts[Number(at)]?.language
    return [language === undefined ? field : `${part}-${language}`, sentence] as const
  })
  return {
    ...{ form: 'version', languages: form.all('languages'), problem: { ...problem, fields: new Map(fields) } },
    values: Object.fromEntries(names.map((one) => [one, form.text(one)])),
  }
}

async function propose(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { community } = await hereOf(c, kit)
  const form = await readForm(c)
  const address = form.text('other')
  const other = await otherAt(c, kit, address)
  const offered = offeredTo([...(other?.languages ?? []), ...community.languages])
  const wanted = versionIn(form, offered)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor, page.actor.account)
      return perform(
        kit.runner,
        proposeMirror,
        { community: community.id, sending: form.text('sending'), other: address, ...wanted },
        page.actor,
      )
    },
    {
      done: ({ id }) => goTo(c, `${community.path}/mirrors/${id}`),
      redraw: (problem) => drawNew(c, kit, { address, filled: filledFrom(form, offered, { problem, texts: wanted.texts }) }),
    },
  )
}

type Found = { readonly community: SeenCommunity; readonly id: string } & Awaited<ReturnType<typeof mirrorFor>>

async function deskOf(c: PageContext, kit: Kit): Promise<Found> {
  const { community } = await hereOf(c, kit)
  const id = c.req.param('mirror') ?? ''
  return { community, id, ...(await mirrorFor(kit.runner.db, readingOf(c, kit), { community, id })) }
}

async function drawDesk(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { community, mirror, versions } = await deskOf(c, kit)
  const { db } = kit.runner
  const reading = readingOf(c, kit)
  const space = mirror.space === null ? null : await communities.seen(db, reading, { id: mirror.space.id })
  const elsewhere = await communities.accountIn(db, reading, mirror.other.id)
  const listed = mirror.state === 'open' ? await communities.listedIn(db, reading, community.id) : []
  const named = new Set(await namedBy(db, { side: community.id, mirror: mirror.id }))
  const running = community.state === 'running' && (mirror.state === 'open' || mirror.state === 'proposed')
  return c.html(
    <DeskPage
      page={c.var.page}
      community={community}
      mirror={mirror}
      versions={versions}
      held={space === null ? null : await heldTogether(db, reading, { space, brief: true })}
      listed={listed.filter(({ member }) => !named.has(member))}
      named={listed.filter(({ member }) => named.has(member))}
      mayAnswer={elsewhere?.role !== 'steward'}
      runs={running}
      filled={filled}
    />,
  )
}

async function drawChange(c: PageContext, kit: Kit, filled: Filled | null = null): Promise<Response> {
  const { page } = c.var
  const { community, mirror, versions } = await deskOf(c, kit)
  if (mirror.state !== 'open' && mirror.state !== 'proposed') return refuse(no('mirror.over'))
  return c.html(
    <VersionPage
      page={page}
      community={community}
      other={mirror.other}
      offered={await offeredFor(c, kit, { community, other: mirror.other.id, last: versions[0] ?? null })}
      last={versions.find(({ state }) => state === 'waiting' || state === 'agreed') ?? null}
      action={href(page, `${community.path}/mirrors/${mirror.id}/versions`)}
      sending={kit.runner.outside.uuid()}
      filled={filled}
    />,
  )
}

type Between = { readonly community: SeenCommunity; readonly other: string; readonly last: Version | null }

/** What is there already, then the languages of the two. */
async function offeredFor(c: PageContext, kit: Kit, { community, other, last }: Between): Promise<readonly string[]> {
  const seen = await communities.seen(kit.runner.db, readingOf(c, kit), { id: other })
  return offeredTo([...(last?.languages ?? []), ...(seen?.languages ?? []), ...community.languages])
}

async function change(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { community, mirror, versions } = await deskOf(c, kit)
  const form = await readForm(c)
  const offered = await offeredFor(c, kit, { community, other: mirror.other.id, last: versions[0] ?? null })
  const wanted = versionIn(form, offered)
  const said = { sending: form.text('sending'), why: form.text('why'), whyLanguage: form.text('whyLanguage') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor, page.actor.account)
      return perform(kit.runner, writeVersion, { community: community.id, mirror: mirror.id, ...said, ...wanted }, page.actor)
    },
    {
      done: () => goTo(c, `${community.path}/mirrors/${mirror.id}`),
      redraw: (problem) => drawChange(c, kit, filledFrom(form, offered, { problem, texts: wanted.texts })),
    },
  )
}

type Sent = { readonly at: { readonly community: string; readonly mirror: string }; readonly form: Form }

/** A form of the desk that comes back to it. */
async function onDesk(
  c: PageContext,
  kit: Kit,
  sent: { form: string; names: readonly string[]; run(sent: Sent): Promise<unknown> },
): Promise<Response> {
  const { page } = c.var
  const { community, mirror } = await deskOf(c, kit)
  const form = await readForm(c)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor, page.actor.account)
      return sent.run({ at: { community: community.id, mirror: mirror.id }, form })
    },
    {
      done: () => goTo(c, `${community.path}/mirrors/${mirror.id}`),
      redraw: (problem) =>
        drawDesk(c, kit, {
          ...{ form: sent.form, values: Object.fromEntries(sent.names.map((one) => [one, form.text(one)])), languages: [], problem },
        }),
    },
  )
}

const answer = (c: PageContext, kit: Kit): Promise<Response> =>
  onDesk(c, kit, {
    ...{ form: 'answer', names: ['text', 'language'] },
    run: ({ at, form }) => {
      const words = { text: form.optional('text'), language: form.optional('language') }
      return perform(
        kit.runner,
        answerVersion,
        { ...at, number: form.text('number'), agrees: form.text('agrees') === 'yes', ...words },
        c.var.page.actor,
      )
    },
  })

const end = (c: PageContext, kit: Kit): Promise<Response> =>
  onDesk(c, kit, {
    ...{ form: 'end', names: ['text', 'language'] },
    run: ({ at, form }) =>
      perform(kit.runner, endMirror, { ...at, text: form.text('text'), language: form.text('language') }, c.var.page.actor),
  })

const name = (c: PageContext, kit: Kit): Promise<Response> =>
  onDesk(c, kit, {
    ...{ form: 'name', names: [] },
    run: ({ at, form }) => perform(kit.runner, nameFacilitator, { ...at, member: form.text('member') }, c.var.page.actor),
  })

const withdraw = (c: PageContext, kit: Kit): Promise<Response> =>
  onDesk(c, kit, {
    ...{ form: 'withdraw', names: [] },
    run: ({ at, form }) => perform(kit.runner, withdrawFacilitator, { ...at, member: form.text('member') }, c.var.page.actor),
  })
