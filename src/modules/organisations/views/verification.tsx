import { Form } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { BodyCard } from '../queries/body-cards.ts'
import type { Claim } from '../queries/domains.ts'
import type { Verification } from '../queries/verification.ts'
import { levelInWords, LookAlikeWarning } from './level.tsx'
import { AttestationDesk, DifferenceDesk, DomainDesk, VouchingDesk } from './verification-desk.tsx'

export type Desk = {
  /** Null: the reader does not look after this body. */
  readonly claims: readonly Claim[] | null
  /** Bodies in whose name the reader may vouch for this one. */
  readonly vouchers: readonly BodyCard[]
  /** Addresses of bodies whose vouching the reader may take back. */
  readonly withdrawable: ReadonlySet<string>
  readonly operator: boolean
  /** Bodies of like names that were marked as different from this one. */
  readonly different: readonly BodyCard[]
  readonly domain: string
  readonly reason: string
  readonly problem?: Problem | undefined
}

type Props = { readonly page: Page; readonly body: BodyCard; readonly shown: Verification; readonly desk: Desk }

/** What speaks for this body, open to every reader; below it, what the one who looks may do. */
export function VerificationPage({ page, body, shown, desk }: Props) {
  const { say } = page
  const path = `/bodies/${encodeURIComponent(body.slug)}`
  return (
    <Layout page={page} title={say('verification.title', { name: body.name })} description={levelInWords(page, shown)}>
      <p class="crumb">
        <a href={href(page, path)}>
          <InLanguage language={body.language}>{body.name}</InLanguage>
        </a>
      </p>
      <h1>{say('verification.title', { name: `\u2068${body.name}\u2069` })}</h1>
      <p class="lead">{levelInWords(page, shown)}</p>
      {shown.lapsedAt === null ? null : (
        <p class="note">{say('verification.lapsed', { day: say.day(shown.lapsedAt, page.zone ?? page.homeZone) })}</p>
      )}
      <LookAlikeWarning page={page} shown={shown} />
      <p>{say('verification.what')}</p>
      <Evidence page={page} path={path} shown={shown} desk={desk} />
      {desk.claims === null ? null : (
        <DomainDesk page={page} path={path} claims={desk.claims} domain={desk.domain} problem={desk.problem} />
      )}
      {desk.vouchers.length === 0 ? null : <VouchingDesk page={page} path={path} vouchers={desk.vouchers} />}
      {desk.operator ? (
        <>
          <AttestationDesk page={page} path={path} reason={desk.reason} problem={desk.problem} />
          <DifferenceDesk page={page} path={path} shown={shown} different={desk.different} />
        </>
      ) : null}
    </Layout>
  )
}

function Evidence({ page, path, shown, desk }: { page: Page; path: string; shown: Verification; desk: Desk }) {
  const { say } = page
  const { level, domains, vouchings, attestation } = shown
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{say('verification.evidence-title')}</h2>
      {domains.length === 0 && vouchings.length === 0 && attestation === null ? (
        <p class="empty">{say('verification.no-evidence')}</p>
      ) : null}
      <ul class="rows">
        {domains.map((domain) => (
          <DomainRow page={page} domain={domain} />
        ))}
        {vouchings.map((vouching) => (
          <VouchingRow page={page} path={path} vouching={vouching} mayWithdraw={desk.withdrawable.has(vouching.body.slug)} />
        ))}
        {attestation === null ? null : <AttestationRow page={page} path={path} attestation={attestation} operator={desk.operator} />}
      </ul>
      {level === null && vouchings.some(({ holds }) => holds) ? <p>{say('verification.one-more')}</p> : null}
    </section>
  )
}

const dayIn = (page: Page, at: Date): string => page.say.day(at, page.zone ?? page.homeZone)

function Standing({ page, holds, expiresAt }: { page: Page; holds: boolean; expiresAt: Date }) {
  const { say } = page
  const over = expiresAt <= page.now
  const day = dayIn(page, expiresAt)
  return (
    <p class={holds ? 'status' : 'status late'}>
      <strong>{say(holds ? 'verification.holds' : 'verification.holds-not')}</strong>{' '}
      {over ? say('verification.over', { day }) : say('verification.until', { day })}
    </p>
  )
}

function DomainRow({ page, domain }: { page: Page; domain: Verification['domains'][number] }) {
  const { say } = page
  const { provenAt, checkedAt, failingSince } = domain
  return (
    <li>
      <strong>
        <a href={`https://${domain.domain}/`} rel="nofollow noreferrer">
          <bdi dir="ltr">{domain.domain}</bdi>
        </a>
      </strong>
      <p>
        {say(domain.method === 'dns' ? 'verification.domain-dns' : 'verification.domain-file', {
          proven: dayIn(page, provenAt),
          checked: dayIn(page, checkedAt),
        })}
      </p>
      {failingSince === null ? null : <p>{say('verification.failing', { day: dayIn(page, failingSince) })}</p>}
      <Standing page={page} holds={domain.holds} expiresAt={domain.expiresAt} />
    </li>
  )
}

type VouchingProps = { page: Page; path: string; vouching: Verification['vouchings'][number]; mayWithdraw: boolean }

function VouchingRow({ page, path, vouching: { body, givenAt, expiresAt, holds }, mayWithdraw }: VouchingProps) {
  const { say } = page
  return (
    <li>
      <strong>
        <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}`)}>
          <InLanguage language={body.language}>{body.name}</InLanguage>
        </a>
      </strong>
      <p>{say('verification.vouches', { day: dayIn(page, givenAt) })}</p>
      {holds || expiresAt <= page.now ? null : <p>{say('verification.voucher-lapsed')}</p>}
      <Standing page={page} holds={holds} expiresAt={expiresAt} />
      {mayWithdraw ? (
        <Form page={page} action={href(page, `${path}/vouchings/withdrawal`)}>
          <input type="hidden" name="voucher" value={body.slug} />
          <button type="submit" class="plain">
            {say('vouching.withdraw', { name: `\u2068${body.name}\u2069` })}
          </button>
        </Form>
      ) : null}
    </li>
  )
}

type AttestationProps = { page: Page; path: string; attestation: NonNullable<Verification['attestation']>; operator: boolean }

function AttestationRow({ page, path, attestation: { reason, givenAt, expiresAt, holds }, operator }: AttestationProps) {
  const { say } = page
  return (
    <li>
      <strong>{say('verification.attested', { day: dayIn(page, givenAt) })}</strong>
      <blockquote dir="auto">{reason}</blockquote>
      <Standing page={page} holds={holds} expiresAt={expiresAt} />
      {operator ? (
        <Form page={page} action={href(page, `${path}/attestation/withdrawal`)}>
          <button type="submit" class="plain">
            {say('attestation.withdraw')}
          </button>
        </Form>
      ) : null}
    </li>
  )
}
