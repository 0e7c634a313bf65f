import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day, Moment } from '../../../web/time.tsx'
import type { Consent } from '../queries/consents.ts'
import { Withdrawal } from './facet.tsx'

export function ConsentsPage({ page, consents }: { page: Page; consents: readonly Consent[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('consents.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/card')}>{say('own-card.title')}</a>
      </p>
      <h1>{say('consents.title')}</h1>
      <p class="lead">{say('consents.lead')}</p>
      {consents.length === 0 ? (
        <div class="empty">
          <p>{say('consents.none')}</p>
          <p>
            <a href={href(page, '/me/card')}>{say('own-card.title')}</a>
          </p>
        </div>
      ) : (
        <ul class="rows">
          {consents.map((consent) => (
            <Receipt page={page} consent={consent} />
          ))}
        </ul>
      )}
    </Layout>
  )
}

function Receipt({ page, consent }: { page: Page; consent: Consent }) {
  const { say } = page
  const id = `consent-${consent.consent}`
  return (
    <li>
      <h2 id={id}>{say(`facet.${consent.facet}`)}</h2>
      <p class="status">
        {consent.endedOn === null ? (
          <strong>{say('consents.holds')}</strong>
        ) : (
          <>
            <strong>{say(consent.withdrawn === true ? 'consents.withdrawn' : 'consents.replaced')}</strong>{' '}
            <Day page={page} at={consent.endedOn} />
          </>
        )}
      </p>
      <dl class="facts">
        <dt>{say('consents.given')}</dt>
        <dd>
          <Moment page={page} at={consent.givenAt} />
        </dd>
        <dt>{say('facet.audience')}</dt>
        <dd>{say(`audience.${consent.audience}`)}</dd>
        <dt>{say('consents.words')}</dt>
        <dd>
          <InLanguage as="p" language={consent.language}>
            {consent.text}
          </InLanguage>
          <p class="quiet">{say('consents.version', { version: consent.version, language: say.language(consent.language) })}</p>
        </dd>
      </dl>
      <p>
        <a href={href(page, `/me/consents/${consent.consent}/receipt.txt`)} aria-describedby={id}>
          {say('consents.as-text')}
        </a>{' '}
        ·{' '}
        <a href={href(page, `/me/consents/${consent.consent}/receipt.json`)} aria-describedby={id}>
          {say('consents.as-json')}
        </a>
      </p>
      {consent.endedOn === null ? <Withdrawal page={page} consent={consent.consent} id={id} /> : null}
    </li>
  )
}

/** The receipt as a plain text, to be kept elsewhere. */
export function receiptLines({ say, hubName, publicUrl }: Page, consent: Consent): readonly string[] {
  const ended = consent.withdrawn === true ? say('consents.withdrawn') : say('consents.replaced')
  const state = consent.endedOn === null ? say('consents.holds') : `${ended} ${consent.endedOn.toISOString().slice(0, 10)}`
  const line = (name: string, value: string): string => say('consents.line', { name, value })
  return [
    say('consents.receipt', { hub: hubName }),
    publicUrl,
    '',
    say(`facet.${consent.facet}`),
    line(say('consents.given'), consent.givenAt.toISOString()),
    line(say('facet.audience'), say(`audience.${consent.audience}`)),
    say('consents.version', { version: consent.version, language: say.language(consent.language) }),
    state,
    '',
    consent.text,
    '',
    consent.consent,
  ]
}
