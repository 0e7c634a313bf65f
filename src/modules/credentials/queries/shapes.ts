import { z } from 'zod'
import { CLASS } from '../rules.ts'
import type { IssuanceRow } from './issuances.ts'

export const issuer = z.object({ name: z.string(), key: z.string().describe('SPKI, DER, base64url') })
export const electorate = z.object({
  form: z.literal('passerelle-electorate/1'),
  hub: z.string(),
  dialogue: z.uuid(),
  class: z.string(),
  issuers: z.array(issuer),
})

export const issuance = z.object({
  id: z.uuid(),
  electorate,
  key: z.string().describe('SHA-256 of the key of this issuer'),
  title: z.string(),
  box: z.string().describe('Where votes are cast'),
  opens: z.iso.date(),
  closes: z.iso.date().describe('The last day on which a credential is asked for, where enough were by then'),
  votingOpens: z.iso.date(),
  votingCloses: z.iso.date(),
  asked: z.boolean().describe('Whether a credential was asked for with this account'),
})

export const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
export const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url')

export function electorateOf(
  { hub, dialogue_id: dialogue, key, other_issuer: other }: IssuanceRow,
  name: string,
): z.infer<typeof electorate> {
  const second = issuer.safeParse(other)
  return {
    form: 'passerelle-electorate/1',
    hub,
    dialogue,
    class: CLASS,
    issuers: [{ name, key: b64(key) }, ...(second.success ? [second.data] : [])],
  }
}
