import { Form, ProblemNote, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Hidings } from '../queries/hidings.ts'
import { isolated } from './told.tsx'

type Props = {
  readonly page: Page
  readonly hidings: Hidings
  readonly bodies: readonly { readonly slug: string; readonly name: string }[]
  /** Whether the name stands somewhere for everybody. */
  readonly named: boolean
  readonly body: string
  readonly person: string
  readonly problem: Problem | undefined
}

const TOLD = ['silent', 'whole-account', 'public', 'roles', 'offices', 'one-name'] as const

export function HidingPage(props: Props) {
  const { page, hidings, named, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('hiding.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/card')}>{say('own-card.title')}</a>
      </p>
      <h1>{say('hiding.title')}</h1>
      <p class="lead">{say('hiding.lead', { name: isolated(page.personName ?? '') })}</p>
      <ul>
        {TOLD.map((point) => (
          <li>{say(`hiding.told.${point}`)}</li>
        ))}
      </ul>
      {named ? (
        <p class="note">
          <a href={href(page, '/me/seen')}>{say('hiding.named')}</a>
        </p>
      ) : null}
      <ProblemNote page={page} problem={problem} />
      <section aria-labelledby="hidden-from">
        <h2 id="hidden-from">{say('hiding.now')}</h2>
        {hidings.length === 0 ? <p class="empty">{say('hiding.none')}</p> : <List page={page} hidings={hidings} />}
      </section>
      <Ways {...props} />
    </Layout>
  )
}

function List({ page, hidings }: Pick<Props, 'page' | 'hidings'>) {
  const { say } = page
  return (
    <ul class="rows">
      {hidings.map(({ hiding, from, body, person, name }) => (
        <li>
          <p id={`hiding-${hiding}`}>
            {from === 'governments' ? say('hiding.governments') : null}
            {body === null ? null : <InLanguage language={body.language}>{body.name}</InLanguage>}
            {from !== 'person' ? null : name === null ? (
              <>
                {say('hiding.unseen')} <code dir="ltr">{person}</code>
              </>
            ) : (
              <bdi>{name}</bdi>
            )}
          </p>
          <Form page={page} action={href(page, `/me/hiding/${hiding}/ending`)}>
            <button type="submit" class="quiet" aria-describedby={`hiding-${hiding}`}>
              {say('hiding.end')}
            </button>
          </Form>
        </li>
      ))}
    </ul>
  )
}

function Ways({ page, hidings, bodies, body, person, problem }: Props) {
  const { say } = page
  const fromGovernments = hidings.some(({ from }) => from === 'governments')
  return (
    <section aria-labelledby="hide">
      <h2 id="hide">{say('hiding.more')}</h2>
      {fromGovernments ? null : (
        <Form page={page} action={href(page, '/me/hiding')} class="card" label={say('hiding.governments')}>
          <input type="hidden" name="from" value="governments" />
          <h3>{say('hiding.governments')}</h3>
          <p class="hint">{say('hiding.governments-hint')}</p>
          <p class="actions">
            <button type="submit" class="quiet">
              {say('hiding.governments-do')}
            </button>
          </p>
        </Form>
      )}
      {bodies.length === 0 ? null : (
        <Form page={page} action={href(page, '/me/hiding')} class="card" label={say('hiding.body')}>
          <input type="hidden" name="from" value="body" />
          <SelectField
            name="body"
            label={say('hiding.body')}
            hint={say('hiding.body-hint')}
            value={body}
            options={[{ value: '', label: say('facet.none') }, ...bodies.map(({ slug, name }) => ({ value: slug, label: name }))]}
            problem={problem}
          />
          <p class="actions">
            <button type="submit" class="quiet">
              {say('hiding.body-do')}
            </button>
          </p>
        </Form>
      )}
      <Form page={page} action={href(page, '/me/hiding')} class="card" label={say('hiding.person')}>
        <input type="hidden" name="from" value="person" />
        <TextField
          name="person"
          label={say('hiding.person')}
          hint={say('hiding.person-hint')}
          value={person}
          most={300}
          problem={problem}
        />
        <p class="actions">
          <button type="submit" class="quiet">
            {say('hiding.person-do')}
          </button>
        </p>
      </Form>
    </section>
  )
}
