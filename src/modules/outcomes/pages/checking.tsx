import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { checkReceipt, ED25519, keyOf, policyOf } from '#merkle-log'
import { no as noFromHub, Refused } from '../../../core/refused.ts'
import { nodeSha256, verifyEd25519 } from '../../../platform/ed25519.ts'
import { problemOf, type Problem } from '../../../web/form.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { fileByDigest } from '../queries/releases.ts'
import { CheckFilePage, type Found, type Proved } from '../views/check.tsx'
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

type Shown = {
  readonly found: Found | null | undefined
  readonly digest: string
  readonly problem?: Problem
  readonly proved?: Proved | null
}

const draw = (c: PageContext, { found, digest, problem, proved }: Shown) =>
  c.html(<CheckFilePage page={c.var.page} found={found} digest={digest} problem={problem} proved={proved} />)

async function check(c: PageContext, room: Room): Promise<Response> {
  const { file, digest: typed } = await parsed(c)
  const bytes = file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : null
  const text = bytes === null ? '' : Buffer.from(bytes).toString('utf8')
  if (text.startsWith(PROOF)) return draw(c, { digest: '', found: undefined, proved: await provedBy(text, room) })
  const digest =
    bytes !== null ? createHash('sha256').update(bytes).digest('hex') : typeof typed === 'string' ? typed.trim().toLowerCase() : ''
  if (DIGEST.test(digest)) return draw(c, { digest, found: await foundFor(c, room, digest) })
  const code = digest === '' ? 'field.required' : 'field.invalid'
  const refused = new Refused(fault, [{ field: 'digest', code, data: {} }])
  c.status(422)
  return draw(c, { digest, found: undefined, problem: problemOf(refused, c.var.page.say) })
}

/** The first line of a proof that an entry is in a public log. */
const PROOF = 'c2sp.org/tlog-proof@'

/** Whether a proof leads to a head that this hub signed; null: it does not. */
async function provedBy(text: string, { kit }: Room): Promise<Proved | null> {
  const { origin, publicKey } = kit.runner.outside.signer.log
  const key = publicKey()
  if (key === null) return null
  const policy = policyOf(keyOf(origin, ED25519, key))
  const { findings, receipt, checkpoint } = await checkReceipt(text, null, { policy, verify: verifyEd25519, sha256: nodeSha256 })
  const holds = findings.every(({ outcome }) => outcome !== 'fails')
  return !holds || receipt === null || checkpoint === null ? null : { index: receipt.index, size: checkpoint.size }
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
