import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { fileAppeal } from '../commands/file-appeal.ts'
import { fileReport } from '../commands/file-report.ts'
import { readNotice } from '../queries/notice.ts'
import { thingAt, type Things } from '../queries/things.ts'
import { no } from '../refusals.ts'
import { AIM_HOURS } from '../rules.ts'
import { NoticePage, type NoticeProps } from '../views/notice.tsx'
import { ReportPage, type ReportProps } from '../views/report.tsx'

/** For everybody: report something, read what became of it, appeal. The private link is all that is needed. */
export function reportingPages(kit: Kit, things: Things): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/reports/new', (c) => drawForm(c, kit, things, { about: c.req.query('about') ?? '', values: {} }))
  app.post('/reports', async (c) => {
    const form = await readForm(c)
    const [rule, law, text, language] = [form.text('rule'), form.text('law'), form.text('text'), form.text('language')]
    const input = { about: form.text('about'), rule, law, text, language }
    const { page, visitor } = c.var
    const file = async () => {
      await kit.limits.spend('report', visitor, page.actor.account)
      return perform(kit.runner, fileReport(things), input, page.actor)
    }
    return attempt(c, file, {
      done: ({ link }) => goTo(c, `/reports/${link}`),
      redraw: (problem) => drawForm(c, kit, things, { about: input.about, values: { rule, law, text, language }, problem }),
    })
  })
  app.get('/reports/:link', (c) => drawNotice(c, kit, things))
  app.post('/reports/:link/appeal', async (c) => {
    await kit.limits.spend('write', c.var.visitor)
    const form = await readForm(c)
    const link = c.req.param('link')
    const written = { text: form.text('text'), language: form.text('language') }
    return attempt(c, () => perform(kit.runner, fileAppeal, { link, ...written }, c.var.page.actor), {
      done: () => goTo(c, `/reports/${link}`),
      redraw: (problem) => drawNotice(c, kit, things, { written, problem }),
    })
  })
  return app
}

type Filled = { readonly about: string; readonly values: ReportProps['values']; readonly problem?: Problem }

async function drawForm(c: PageContext, kit: Kit, things: Things, { about, values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const thing =
    (await thingAt(things, kit.runner.db, about, { actor: page.actor, outside: kit.runner.outside })) ?? refuse(no('report.nothing'))
  return c.html(<ReportPage page={page} thing={thing} hours={AIM_HOURS} values={values} problem={problem} />)
}

async function drawNotice(
  c: PageContext,
  kit: Kit,
  things: Things,
  more: Pick<NoticeProps, 'written' | 'problem'> = {},
): Promise<Response> {
  const { page } = c.var
  const link = c.req.param('link') ?? ''
  const notice = await ask(kit.runner, readNotice(things), { link }, page.actor)
  // The address is the key to it: no cache keeps it, and no other page is told where one came from.
  c.header('cache-control', 'private, no-store')
  return c.html(<NoticePage page={page} link={link} notice={notice} {...more} />)
}
