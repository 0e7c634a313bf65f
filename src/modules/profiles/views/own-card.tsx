import type { Child } from 'hono/jsx'
import { Checkbox, Form, ProblemNote, RadioField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { OwnCard } from '../queries/own-card.ts'
import { facetsFor } from '../rules.ts'
import { AUDIENCES } from '../tables.ts'
import { isolated, valuesInWords } from './told.tsx'

export type Chosen = { readonly audience: string; readonly under18: boolean }

type Props = { readonly page: Page; readonly card: OwnCard; readonly chosen: Chosen; readonly problem: Problem | undefined }

/** After the name, the one question that is asked of a newcomer. */
export function WelcomePage({ page, card, chosen, then, problem }: Props & { then: string | undefined }) {
  const { say } = page
  return (
    <Layout page={page} title={say('welcome.title')} index={false}>
      <h1>{say('welcome.title')}</h1>
      <p class="lead">{say('welcome.lead', { name: isolated(card.name) })}</p>
      <ProblemNote page={page} problem={problem} />
      <AudienceForm page={page} chosen={chosen} problem={problem}>
        <input type="hidden" name="welcome" value="on" />
        {then === undefined ? null : <input type="hidden" name="then" value={then} />}
      </AudienceForm>
      <p>{say('welcome.more')}</p>
      <ul class="targets">
        <li>
          <a href={href(page, '/me/follows')}>{say('welcome.follows')}</a>
        </li>
        <li>
          <a href={href(page, '/communities')}>{say('welcome.communities')}</a>
        </li>
        <li>
          <a href={href(page, '/preferences')}>{say('welcome.languages')}</a>
        </li>
      </ul>
      <p>
        <a href={href(page, '/me/seen')}>{say('seen.title')}</a> · <a href={href(page, '/me/hiding')}>{say('hiding.title')}</a>
      </p>
      <p>
        <a href={href(page, then ?? '/')}>{say('welcome.later')}</a>
      </p>
    </Layout>
  )
}

export function OwnCardPage({ page, card, chosen, problem }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={say('own-card.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me')}>{say('nav.me')}</a>
      </p>
      <h1>{say('own-card.title')}</h1>
      <p class="lead">{say('own-card.lead', { name: isolated(card.name) })}</p>
      <ProblemNote page={page} problem={problem} />
      <AudienceForm page={page} chosen={chosen} problem={problem} />
      {card.offices.length === 0 ? null : <p class="note">{say('seen.offices')}</p>}
      <section aria-labelledby="facets">
        <h2 id="facets">{say('own-card.facets')}</h2>
        <p>{say('own-card.facets-lead')}</p>
        <Facets page={page} card={card} />
      </section>
      <section aria-labelledby="look">
        <h2 id="look">{say('own-card.look')}</h2>
        <ul class="targets">
          {card.audience === 'nobody' ? null : <Way page={page} to={`/people/${card.person}`} words="own-card.address" />}
          <Way page={page} to="/me/seen" words="seen.title" />
          <Way page={page} to="/me/hiding" words="hiding.title" />
          <Way page={page} to="/me/consents" words="consents.title" />
        </ul>
      </section>
    </Layout>
  )
}

const Way = ({ page, to, words }: { page: Page; to: string; words: string }) => (
  <li>
    <a href={href(page, to)}>{page.say(words)}</a>
  </li>
)

function Facets({ page, card }: Pick<Props, 'page' | 'card'>) {
  const { say } = page
  return (
    <ul class="rows">
      {facetsFor(card.under18).map((facet) => {
        const told = card.facets.find((one) => one.facet === facet)
        return (
          <li>
            <p>
              <strong id={`facet-${facet}`}>{say(`facet.${facet}`)}</strong>{' '}
              {told === undefined ? <span class="quiet">{say('own-card.not-told')}</span> : valuesInWords(say, facet, told.values)}
            </p>
            <p class="status">{told === undefined ? say(`facet.${facet}.for`) : say(`audience.${told.audience}`)}</p>
            <p>
              <a href={href(page, `/me/facets/${facet}`)} aria-describedby={`facet-${facet}`}>
                {say(told === undefined ? 'own-card.tell' : 'own-card.change')}
              </a>
            </p>
          </li>
        )
      })}
    </ul>
  )
}

type FormProps = Pick<Props, 'page' | 'chosen' | 'problem'> & { readonly children?: Child }

function AudienceForm({ page, chosen, problem, children }: FormProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, '/me/audience')}>
      <RadioField
        name="audience"
        label={say('audience.label')}
        value={chosen.audience}
        options={AUDIENCES.map((value) => ({ value, label: say(`audience.${value}`), hint: say(`audience.${value}.hint`) }))}
        problem={problem}
      />
      <Checkbox name="under18" label={say('audience.under-18')} hint={say('audience.under-18.hint')} checked={chosen.under18} />
      {children}
      <p class="actions">
        <button type="submit">{say('audience.keep')}</button>
      </p>
    </Form>
  )
}
