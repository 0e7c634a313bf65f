import { answerText, readRequestText } from '#hidden-ballot'
import { Hono } from 'hono'
import { clientAddress, type HiddenVoices } from '../../core/hidden-voices.ts'
import { perform } from '../../core/perform.ts'
import { demand, refuse } from '../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../web/form.ts'
import type { Front, Kit, SubjectSection } from '../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../web/page.ts'
import { askCredential } from './commands/ask-credential.ts'
import { nameIssuer } from './commands/name-issuer.ts'
import { openElsewhere } from './commands/open-elsewhere.ts'
import { setLeast } from './commands/set-least.ts'
import { holdsAccount, maySetLeast } from './policy.ts'
import { givenElsewhere, ownElsewhere } from './queries/elsewhere.ts'
import { leastHere, placeOf, secondIssuer } from './queries/issuances.ts'
import { hostOf, issuancesFor, stateOf } from './queries/read-issuances.ts'
import { no } from './refusals.ts'
import { dayIn } from './rules.ts'
import { ExplainedPage } from './views/explained.tsx'
import { ElsewherePage, SecondIssuerPage } from './views/issuers.tsx'
import { FetchScript, OwnPage } from './views/own.tsx'
import { Section } from './views/section.tsx'

export function pagesOf(kit: Kit, places: readonly HiddenVoices[]): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/hidden-participation', (c) => c.html(<ExplainedPage page={c.var.page} />))
  app.get('/me/credentials', (c) => drawOwn(c, kit, places))
  app.post('/me/credentials', (c) => answerCopied(c, kit, places))
  app.get('/dialogues/:dialogue/issuer', (c) => drawSecond(c, kit, places))
  app.post('/dialogues/:dialogue/issuer', (c) => nameSecond(c, kit, places))
  app.get('/operator/credentials', (c) => drawElsewhere(c, kit))
  app.post('/operator/credentials', (c) => beginElsewhere(c, kit))
  app.post('/operator/credentials/least', (c) => chooseLeast(c, kit))
  return app
}

type Filled = { readonly request: string; readonly answer: string | null; readonly problem?: Problem }

async function drawOwn(
  c: PageContext,
  kit: Kit,
  places: readonly HiddenVoices[],
  { request, answer, problem }: Filled = { request: '', answer: null },
): Promise<Response> {
  const { page } = c.var
  demand(holdsAccount(page.actor))
  c.header('cache-control', 'private, no-store')
  const { db, outside } = kit.runner
  const issuances = await issuancesFor(places, db, { actor: page.actor, now: page.now, outside })
  const own = await Promise.all(
    issuances.map(async (one) => {
      const found = await placeOf(places, db, one.id)
      const { language } = (await found?.voices.titleOf(db, one.id, page.say.locale)) ?? { language: page.say.locale }
      return { ...one, language, client: clientAddress(one.id, outside.ballots) }
    }),
  )
  const elsewhere = await ownElsewhere(db, outside.keys, { account: page.actor.account ?? '', today: dayIn(page.now) })
  return c.html(<OwnPage page={page} own={own} elsewhere={elsewhere} request={request} answer={answer} problem={problem} />)
}

/** For a client that has no account's session: what it asks for comes as a text, and so does the answer. */
async function answerCopied(c: PageContext, kit: Kit, places: readonly HiddenVoices[]): Promise<Response> {
  const form = await readForm(c)
  const request = form.text('request')
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      const read = readRequestText(request)
      if (!read.ok) return refuse(no('credential.malformed'))
      const { issuance, blinded } = read.value
      const { signature } = await perform(kit.runner, askCredential(places), { issuance, blinded }, c.var.page.actor)
      return answerText({ issuance, signature })
    },
    {
      done: (answer) => drawOwn(c, kit, places, { request: '', answer }),
      redraw: (problem) => drawOwn(c, kit, places, { request, answer: null, problem }),
    },
  )
}

type Written = { readonly values: Readonly<Record<string, string>>; readonly problem?: Problem }

async function drawSecond(c: PageContext, kit: Kit, places: readonly HiddenVoices[], written?: Written): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const named = c.req.param('dialogue') ?? ''
  const [voices] = places
  if (voices === undefined) return refuse(no('credential.missing'))
  const { id, may } = await voices.mayPrepare(db, named, page.actor)
  demand(may)
  const before = await secondIssuer(db, id)
  const values = written?.values ?? { name: before?.name ?? '', key: before?.key ?? '' }
  c.header('cache-control', 'private, no-store')
  return c.html(<SecondIssuerPage page={page} path={`/dialogues/${named}`} id={id} values={values} problem={written?.problem} />)
}

async function nameSecond(c: PageContext, kit: Kit, places: readonly HiddenVoices[]): Promise<Response> {
  const form = await readForm(c)
  const dialogue = c.req.param('dialogue') ?? ''
  const values = { name: form.text('name'), key: form.text('key').replaceAll(/\s/g, '') }
  const issuer = values.name === '' && values.key === '' ? null : values
  return attempt(c, () => perform(kit.runner, nameIssuer(places), { dialogue, issuer }, c.var.page.actor), {
    done: () => goTo(c, `/dialogues/${dialogue}`),
    redraw: (problem) => drawSecond(c, kit, places, { values, problem }),
  })
}

async function drawElsewhere(c: PageContext, kit: Kit, { values, problem }: Written = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  demand(maySetLeast(page.actor))
  c.header('cache-control', 'private, no-store')
  const all = await givenElsewhere(db)
  return c.html(<ElsewherePage page={page} all={all} least={await leastHere(db)} values={values} problem={problem} />)
}

const ELSEWHERE = ['hub', 'dialogue', 'title', 'closesOn', 'votingOpens', 'votingCloses'] as const

async function beginElsewhere(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const values = Object.fromEntries(ELSEWHERE.map((name) => [name, form.text(name)]))
  return attempt(c, () => perform(kit.runner, openElsewhere, values, c.var.page.actor), {
    done: () => goTo(c, '/operator/credentials'),
    redraw: (problem) => drawElsewhere(c, kit, { values, problem }),
  })
}

async function chooseLeast(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  return attempt(c, () => perform(kit.runner, setLeast, { least: Number(form.text('least')) }, c.var.page.actor), {
    done: () => goTo(c, '/operator/credentials'),
    redraw: (problem) => drawElsewhere(c, kit, { values: {}, problem }),
  })
}

/** Reading one's own page is enough for the client to fetch what everybody's fetches. */
export const ownNoteOf =
  (places: readonly HiddenVoices[]): Front =>
  async (kit, page) => {
    const { db, outside } = kit.runner
    if (page.actor.account === null) return null
    const own = await issuancesFor(places, db, { actor: page.actor, now: page.now, outside })
    if (own.length === 0) return null
    const asking = own.filter(({ closes }) => closes >= dayIn(page.now))
    return (
      <>
        {asking.length === 0 ? null : (
          <p class="note">
            {page.say('credentials.note', { count: asking.length })}{' '}
            <a href={href(page, '/me/credentials')}>{page.say('credentials.own')}</a>
          </p>
        )}
        <p class="note">{page.say('credentials.wiped')}</p>
        <FetchScript />
      </>
    )
  }

export const sectionOf =
  (places: readonly HiddenVoices[]): SubjectSection =>
  async (kit, page, { sort, id }) => {
    if (sort !== 'dialogue') return null
    const { db, outside } = kit.runner
    const state = await stateOf(db, id, hostOf(outside.signer.hub))
    if (state === null) return null
    const own = page.actor.account === null ? [] : await issuancesFor(places, db, { actor: page.actor, now: page.now, outside })
    return <Section page={page} state={state} own={own.find((one) => one.id === id) ?? null} />
  }
