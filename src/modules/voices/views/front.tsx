import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb, Lines } from '../../../web/parts.tsx'
import type { Listed } from '../queries/listed.ts'
import type { Mandate } from '../queries/mandates.ts'
import type { Testimony } from '../queries/shapes.ts'
import { RULES } from '../rules.ts'
import { IntermediaryRow, MandateRow, SaidBy, TestimonyRow } from './pieces.tsx'

type FrontProps = {
  readonly page: Page
  readonly testimonies: readonly Testimony[]
  readonly intermediaries: readonly Listed[]
  readonly mandates: readonly Mandate[]
  readonly counts: { readonly published: number | null; readonly withdrawn: number | null }
  readonly signedIn: boolean
}

/** What it is, who can be reached, what was said. */
export function VoicesPage({ page, testimonies, intermediaries, mandates, counts, signedIn }: FrontProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('voices.title')} description={say('voices.lead')}>
      <h1>{say('voices.title')}</h1>
      <p class="lead">{say('voices.lead')}</p>
      <p class="actions">
        <a class="button" href={href(page, '/v')}>
          {say('voices.have-code')}
        </a>
        <a class="button quiet" href={href(page, '/safety')}>
          {say('voices.safety')}
        </a>
        <a class="button quiet" href={href(page, '/pressure')}>
          {say('voices.pressure')}
        </a>
      </p>
      <section>
        <h2>{say('voices.how')}</h2>
        <ol>
          {(['ask', 'code', 'read', 'wait', 'back'] as const).map((step) => (
            <li>{say(`voices.how.${step}`)}</li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{say('voices.intermediaries')}</h2>
        {intermediaries.length === 0 ? <p class="empty">{say('voices.intermediaries.none')}</p> : null}
        <ul class="rows">
          {intermediaries.map((one) => (
            <IntermediaryRow page={page} of={one} />
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('voices.testimonies')}</h2>
        {testimonies.length === 0 ? <p class="empty">{say('voices.testimonies.none')}</p> : null}
        <ul class="rows">
          {testimonies.map((one) => (
            <TestimonyRow page={page} of={one} />
          ))}
        </ul>
        {counts.published === null ? null : <p class="quiet">{say('voices.count.published', { count: counts.published })}</p>}
        {counts.withdrawn === null ? null : <p class="quiet">{say('voices.count.withdrawn', { count: counts.withdrawn })}</p>}
      </section>
      <section>
        <h2>{say('voices.mandates')}</h2>
        {mandates.length === 0 ? <p class="empty">{say('voices.mandates.none')}</p> : null}
        <ul class="rows">
          {mandates.map((one) => (
            <MandateRow page={page} of={one} />
          ))}
        </ul>
      </section>
      <details>
        <summary>{say('voices.rules')}</summary>
        <ul>
          {RULES.map((rule) => (
            <li>{say(`voice-rule.${rule}`)}</li>
          ))}
        </ul>
      </details>
      {signedIn ? (
        <ul class="targets">
          <li>
            <a href={href(page, '/voices/desk')}>{say('voices.desk')}</a>
          </li>
          <li>
            <a href={href(page, '/voices/naming')}>{say('voices.naming')}</a>
          </li>
          <li>
            <a href={href(page, '/voices/mandates/new')}>{say('mandate.give')}</a>
          </li>
        </ul>
      ) : null}
    </Layout>
  )
}

type TestimonyProps = { readonly page: Page; readonly of: Testimony; readonly country: string | null; readonly sections: readonly Child[] }

export function TestimonyPage({ page, of, country, sections }: TestimonyProps) {
  const { say } = page
  return (
    <Layout page={page} title={of.title} description={of.text.slice(0, 160)} shared={{ sort: 'testimony', id: of.id }}>
      <Crumb page={page} path="/voices">
        {say('voices.title')}
      </Crumb>
      <article>
        <InLanguage as="h1" language={of.language}>
          {of.title}
        </InLanguage>
        <SaidBy page={page} of={of} />
        {country === null ? null : (
          <p class="quiet">
            <bdi>{country}</bdi>
          </p>
        )}
        <Lines text={of.text} language={of.language} />
        {of.translation === null ? null : (
          <section>
            <h2>{say('testimony.translation', { language: say.language(of.translation.language) })}</h2>
            <p class="quiet">
              {of.translation.by === '' ? (
                say('testimony.translated')
              ) : (
                <>
                  {say('testimony.translated-by')} <bdi>{of.translation.by}</bdi>
                </>
              )}
            </p>
            <Lines text={of.translation.text} language={of.translation.language} />
          </section>
        )}
      </article>
      <p class="quiet">{say(of.quotable ? 'testimony.quotable' : 'testimony.not-quotable')}</p>
      {[...sections]}
    </Layout>
  )
}
