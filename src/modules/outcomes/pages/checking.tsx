import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { no as noFromHub, Refused } from '../../../core/refused.ts'
import { problemOf, type Problem } from '../../../web/form.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { fileByDigest } from '../queries/releases.ts'
import { CheckFilePage, type Found } from '../views/check.tsx'
import type { Room } from './place.ts'

const DIGEST = /^[0-9a-f]{64}$/

/** Anybody may ask whether a copy is one that this hub released. The file is looked at and not kept. */
export function checkingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/check', async (c) => {
    const digest = (c.req.query('digest') ?? '').trim().toLowerCase()
    return draw(c, { digest, found: DIGEST.test(digest) ? await foundFor(c, room, digest) : undefined })
  })
  app.post('/check', (c) => check(c, room))
  return app
}

type Shown = { readonly found: Found | null | undefined; readonly digest: string; readonly problem?: Problem }

const draw = (c: PageContext, { found, digest, problem }: Shown) =>
  c.html(<CheckFilePage page={c.var.page} found={found} digest={digest} problem={problem} />)

async function check(c: PageContext, room: Room): Promise<Response> {
  const { file, digest: typed } = await parsed(c)
  const digest =
    file instanceof File && file.size > 0
      ? createHash('sha256')
          .update(new Uint8Array(await file.arrayBuffer()))
          .digest('hex')
      : typeof typed === 'string'
        ? typed.trim().toLowerCase()
        : ''
  if (DIGEST.test(digest)) return draw(c, { digest, found: await foundFor(c, room, digest) })
  const code = digest === '' ? 'field.required' : 'field.invalid'
  const refused = new Refused(fault, [{ field: 'digest', code, data: {} }])
  c.status(422)
  return draw(c, { digest, found: undefined, problem: problemOf(refused, c.var.page.say) })
}

const verdict = noFromHub('input.invalid', { field: 'digest' })
const fault = verdict.ok ? { code: 'input.invalid', kind: 'invalid' as const, data: {} } : verdict.refusal

/** A body that says it is a form and is none holds nothing. */
async function parsed(c: PageContext): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await c.req.parseBody()
  } catch {
    return {}
  }
}

async function foundFor(c: PageContext, { kit }: Room, digest: string): Promise<Found | null> {
  const { db } = kit.runner
  const file = await fileByDigest(db, digest)
  if (file === null) return null
  const { actor, now } = c.var.page
  const at = await demandDocument(db, file.documentId, { actor, now })
  const versions = await languagesOf(db, at.document)
  const title = (versions.find(({ language }) => language === file.language) ?? versions[0])?.title ?? ''
  return { ...file, title, path: `${at.path}/versions/${file.version}` }
}
