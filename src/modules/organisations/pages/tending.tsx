import { Hono } from 'hono'
import type { Command } from '../../../core/command.ts'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { acceptChapter } from '../commands/accept-chapter.ts'
import { archiveBody } from '../commands/archive-body.ts'
import { dropAccount } from '../commands/drop-account.ts'
import { endChapter } from '../commands/end-chapter.ts'
import { listAccount } from '../commands/list-account.ts'
import { proposeChapter } from '../commands/propose-chapter.ts'
import { reopenBody } from '../commands/reopen-body.ts'
import { requestAccountCheck } from '../commands/request-account-check.ts'
import { mayArchive, mayReopen, maySteward } from '../policy.ts'
import { accountProofs, accounts } from '../queries/accounts.ts'
import { bodiesInUse, bodyBySlug } from '../queries/body-cards.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { bodyHistory, bodyRecord } from '../queries/body-record.ts'
import { chapterProposals, chapters } from '../queries/chapters.ts'
import { isAbandoned } from '../queries/clocks.ts'
import { no } from '../refusals.ts'
import { AccountsPage, ArchivePage, ChaptersPage, HistoryPage } from '../views/tending.tsx'
import { bodyPath } from './bodies.tsx'

export function tendingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/bodies/:slug/chapters', (c) => showChapters(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/chapters', (c) => propose(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/chapters/acceptance', (c) => onPair(c, kit, c.req.param('slug'), acceptChapter))
  app.post('/bodies/:slug/chapters/ending', (c) => onPair(c, kit, c.req.param('slug'), endChapter))
  app.get('/bodies/:slug/accounts', (c) => showAccounts(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/accounts', (c) => list(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/accounts/checks', (c) => onAccount(c, kit, c.req.param('slug'), requestAccountCheck))
  app.post('/bodies/:slug/accounts/dropping', (c) => onAccount(c, kit, c.req.param('slug'), dropAccount))
  app.get('/bodies/:slug/archive', (c) => showArchive(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/archive', (c) => archive(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/archive/ending', async (c) => {
    await perform(kit.runner, reopenBody, { body: c.req.param('slug') }, c.var.page.actor)
    return goTo(c, bodyPath(c.req.param('slug')))
  })
  app.get('/bodies/:slug/history', async (c) => {
    const { page } = c.var
    const body = await cardOf(c, kit, c.req.param('slug'))
    const history = await ask(kit.runner, bodyHistory, { body: body.slug }, page.actor)
    return c.html(<HistoryPage page={page} body={body} history={history} />)
  })
  app.get('/bodies/:slug/export', async (c) => {
    const body = c.req.param('slug')
    const record = await ask(kit.runner, bodyRecord, { body }, c.var.page.actor)
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(body)}.json`)
    return c.body(JSON.stringify(record, null, 2), 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  return app
}

const cardOf = async (c: PageContext, kit: Kit, slug: string) =>
  (await bodyBySlug(kit.runner.db, slug, c.var.page.say.locale)) ?? refuse(no('body.missing'))

/** The body, for those who look after it. */
async function ownBody(c: PageContext, kit: Kit, slug: string) {
  demand(maySteward(c.var.page.actor, await bodyFacts(kit.runner.db, slug, c.var.page.actor)))
  c.header('cache-control', 'no-store')
  return cardOf(c, kit, slug)
}

type AskedChapter = { readonly asked: { readonly other: string; readonly side: string }; readonly problem?: Problem }

async function showChapters(
  c: PageContext,
  kit: Kit,
  slug: string,
  { asked, problem }: AskedChapter = { asked: { other: '', side: 'chapter' } },
): Promise<Response> {
  const { page } = c.var
  const body = await ownBody(c, kit, slug)
  const others = body.archived ? [] : await bodiesInUse(kit.runner.db, page.say.locale)
  return c.html(
    <ChaptersPage
      page={page}
      body={body}
      chapters={await ask(kit.runner, chapters, { body: slug }, page.actor)}
      proposals={await ask(kit.runner, chapterProposals, { body: slug }, page.actor)}
      others={others.filter(({ id }) => id !== body.id)}
      asked={asked}
      problem={problem}
    />,
  )
}

/** `side`: what this body is in it. */
const pairOf = (slug: string, other: string, side: string) =>
  side === 'chapter' ? { chapter: slug, umbrella: other } : { chapter: other, umbrella: slug }

async function propose(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const form = await readForm(c)
  const asked = { other: form.text('other'), side: form.text('side') }
  const input = { ...pairOf(slug, asked.other, asked.side), side: asked.side }
  return attempt(c, () => perform(kit.runner, proposeChapter, input, c.var.page.actor), {
    done: () => goTo(c, `${bodyPath(slug)}/chapters#proposals`),
    redraw: (problem) => showChapters(c, kit, slug, { asked, problem }),
  })
}

type OnPair<Facts> = Command<{ chapter: string; umbrella: string }, Facts, { chapter: string; umbrella: string }>

/** The buttons beside another body, of which the form says what it is to this one. */
async function onPair<Facts>(c: PageContext, kit: Kit, slug: string, command: OnPair<Facts>): Promise<Response> {
  const form = await readForm(c)
  const side = form.text('side') === 'chapter' ? 'umbrella' : 'chapter'
  return attempt(c, () => perform(kit.runner, command, pairOf(slug, form.text('other'), side), c.var.page.actor), {
    done: () => goTo(c, `${bodyPath(slug)}/chapters`),
    redraw: (problem) => showChapters(c, kit, slug, { asked: { other: '', side: 'chapter' }, problem }),
  })
}

async function showAccounts(
  c: PageContext,
  kit: Kit,
  slug: string,
  { url, problem }: { url: string; problem?: Problem } = { url: '' },
): Promise<Response> {
  const { page } = c.var
  const body = await ownBody(c, kit, slug)
  return c.html(
    <AccountsPage
      page={page}
      body={body}
      accounts={await ask(kit.runner, accounts, { body: slug }, page.actor)}
      proofs={await ask(kit.runner, accountProofs, { body: slug }, page.actor)}
      link={`${kit.publicUrl}${bodyPath(slug)}`}
      url={url}
      problem={problem}
    />,
  )
}

async function list(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const url = (await readForm(c)).text('url')
  return attempt(c, () => perform(kit.runner, listAccount, { body: slug, url }, c.var.page.actor), {
    done: () => goTo(c, `${bodyPath(slug)}/accounts`),
    redraw: (problem) => showAccounts(c, kit, slug, { url, problem }),
  })
}

async function onAccount<Facts, Result>(
  c: PageContext,
  kit: Kit,
  slug: string,
  command: Command<{ body: string; account: string }, Facts, Result>,
): Promise<Response> {
  const form: Form = await readForm(c)
  return attempt(c, () => perform(kit.runner, command, { body: slug, account: form.text('account') }, c.var.page.actor), {
    done: () => goTo(c, `${bodyPath(slug)}/accounts`),
    redraw: (problem) => showAccounts(c, kit, slug, { url: '', problem }),
  })
}

async function showArchive(c: PageContext, kit: Kit, slug: string, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const body = await ownBody(c, kit, slug)
  const facts = await bodyFacts(db, slug, page.actor)
  const may = body.archived
    ? mayReopen(page.actor, facts)
    : mayArchive(page.actor, { body: facts, abandoned: page.actor.operator && (await isAbandoned(db, body.id, page.now)) })
  return c.html(<ArchivePage page={page} body={body} may={may} problem={problem} />)
}

async function archive(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const sure = (await readForm(c)).checked('sure')
  return attempt(c, () => perform(kit.runner, archiveBody, { body: slug, sure }, c.var.page.actor), {
    done: () => goTo(c, bodyPath(slug)),
    redraw: (problem) => showArchive(c, kit, slug, problem),
  })
}
