import { Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { href, type Page } from '../../../web/page.ts'
import type { BodyCard } from '../queries/body-cards.ts'
import type { Claim } from '../queries/domains.ts'
import type { Verification } from '../queries/verification.ts'

type DomainProps = {
  readonly page: Page
  readonly path: string
  readonly claims: readonly Claim[]
  readonly domain: string
  readonly problem?: Problem | undefined
}

/** For stewards: name a domain, see what to put there, have it looked at. */
export function DomainDesk({ page, path, claims, domain, problem }: DomainProps) {
  const { say } = page
  const mine = problem !== undefined && !problem.fields.has('reason') ? problem : undefined
  return (
    <section aria-labelledby="domains">
      <h2 id="domains">{say('domain.title')}</h2>
      <p>{say('domain.lead')}</p>
      {claims.length === 0 ? null : (
        <ul class="rows">
          {claims.map((claim) => (
            <Claimed page={page} path={path} claim={claim} />
          ))}
        </ul>
      )}
      <ProblemNote page={page} problem={mine} />
      <Form page={page} action={href(page, `${path}/domains`)}>
        <TextField
          name="domain"
          label={say('domain.name')}
          hint={say('domain.hint')}

          value={domain}
          most={300}
          problem={mine}
          required
        />
        <p class="actions">
          <button type="submit">{say('domain.claim')}</button>
        </p>
      </Form>
    </section>
  )
}

function Claimed({ page, path, claim }: { page: Page; path: string; claim: Claim }) {
  const { say } = page
  return (
    <li>
      <strong>
        <bdi dir="ltr">{claim.domain}</bdi>
      </strong>
      <p>{say('domain.dns-way')}</p>
      <p class="proof" dir="ltr">
        {claim.dnsName}
      </p>
      <p>{say('domain.file-way')}</p>
      <p class="proof" dir="ltr">
        {claim.fileAddress}
      </p>
      <p>{say('domain.line')}</p>
      <p class="proof" dir="ltr">
        {claim.line}
      </p>
      <p class="status">{stateOf(page, claim)}</p>
      <div class="actions">
        <Form page={page} action={href(page, `${path}/domains/checks`)}>
          <input type="hidden" name="domain" value={claim.domain} />
          <button type="submit">{say('domain.check', { domain: `\u2068${claim.domain}\u2069` })}</button>
        </Form>
        <Form page={page} action={href(page, `${path}/domains/dropping`)}>
          <input type="hidden" name="domain" value={claim.domain} />
          <button type="submit" class="quiet">
            {say('domain.drop', { domain: `\u2068${claim.domain}\u2069` })}
          </button>
        </Form>
      </div>
    </li>
  )
}

function stateOf({ say, zone, homeZone }: Page, { askedAt, checkedAt, method }: Claim): string {
  if (askedAt !== null) return say('domain.waiting')
  if (checkedAt === null) return say('domain.not-looked')
  const moment = say.moment(checkedAt, zone ?? homeZone)
  return say(method === null ? 'domain.not-found' : 'domain.looked', { moment })
}

/** For stewards of other, verified bodies. */
export function VouchingDesk({ page, path, vouchers }: { page: Page; path: string; vouchers: readonly BodyCard[] }) {
  const { say } = page
  return (
    <section aria-labelledby="vouching">
      <h2 id="vouching">{say('vouching.title')}</h2>
      <p>{say('vouching.lead')}</p>
      <Form page={page} action={href(page, `${path}/vouchings`)}>
        <SelectField
          name="voucher"
          label={say('vouching.as')}
          options={vouchers.map(({ slug, name, language }) => ({ value: slug, label: name, lang: language }))}
        />
        <p class="actions">
          <button type="submit">{say('vouching.give')}</button>
        </p>
      </Form>
    </section>
  )
}

type AttestationProps = { readonly page: Page; readonly path: string; readonly reason: string; readonly problem?: Problem | undefined }

export function AttestationDesk({ page, path, reason, problem }: AttestationProps) {
  const { say } = page
  const mine = problem?.fields.has('reason') === true ? problem : undefined
  return (
    <section aria-labelledby="attestation">
      <h2 id="attestation">{say('attestation.title')}</h2>
      <p>{say('attestation.lead')}</p>
      <ProblemNote page={page} problem={mine} />
      <Form page={page} action={href(page, `${path}/attestation`)}>
        <TextArea
          name="reason"
          label={say('attestation.reason')}
          hint={say('attestation.hint')}
          value={reason}
          most={600}
          problem={mine}
          required
        />
        <p class="actions">
          <button type="submit">{say('attestation.give')}</button>
        </p>
      </Form>
    </section>
  )
}

type DifferenceProps = { readonly page: Page; readonly path: string; readonly shown: Verification; readonly different: readonly BodyCard[] }

/** Whoever runs the hub may know that two bodies of like names are two. */
export function DifferenceDesk({ page, path, shown, different }: DifferenceProps) {
  const { say } = page
  if (shown.lookAlikes.length === 0 && different.length === 0) return null
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">{say('look-alike.desk')}</h2>
      <p>{say('look-alike.desk-lead')}</p>
      {shown.lookAlikes.map(({ slug, name }) => (
        <Form page={page} action={href(page, `${path}/differences`)}>
          <input type="hidden" name="other" value={slug} />
          <p class="actions">
            <button type="submit" class="quiet">
              {say('look-alike.mark', { name: `\u2068${name}\u2069` })}
            </button>
          </p>
        </Form>
      ))}
      {different.map(({ slug, name }) => (
        <Form page={page} action={href(page, `${path}/differences/withdrawal`)}>
          <input type="hidden" name="other" value={slug} />
          <p class="actions">
            <button type="submit" class="quiet">
              {say('look-alike.unmark', { name: `\u2068${name}\u2069` })}
            </button>
          </p>
        </Form>
      ))}
    </section>
  )
}
