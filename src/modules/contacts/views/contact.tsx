import { Checkbox, Form, ProblemNote, RadioField, SelectField, spokenOptions, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Contact } from '../queries/shapes.ts'
import type { Tended } from '../queries/subjects.ts'
import { LONGEST, WAYS } from '../rules.ts'
import { ContactCard, nameOf, type Values } from './pieces.tsx'

export type ContactProps = {
  readonly page: Page
  readonly of: Tended
  /** The page that the question is about. */
  readonly about: string
  readonly contacts: readonly Contact[]
  /** Of whom they are, where nobody is named nearer; null: of the page itself. */
  readonly counts: { readonly asked: number; readonly inTime: number } | null
  readonly operators: readonly string[]
  readonly answersSomewhere: boolean
  readonly sending: string
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** Who answers, and the form to ask: no account, no name, and the answer where one wants it. */
export function ContactPage(props: ContactProps) {
  const { page, of, about, contacts } = props
  const { say } = page
  return (
    <Layout page={page} title={say('contact.title')} description={say('contact.lead')}>
      <h1>{say('contact.title')}</h1>
      <p class="lead">{say('contact.lead')}</p>
      <p>
        {say('contact.about')}{' '}
        <a href={href(page, about)}>
          {of.name === null ? <bdi>{page.hubName}</bdi> : <InLanguage language={of.language}>{of.name}</InLanguage>}
        </a>
      </p>
      <section aria-labelledby="who">
        <h2 id="who">{say('contact.who')}</h2>
        {contacts.length === 0 ? (
          <p class="empty">
            {say('contact.nobody')}{' '}
            {props.operators.length === 0
              ? null
              : say('contact.operators', { names: say.list(props.operators.map((name) => `\u2068${name}\u2069`)) })}
          </p>
        ) : (
          <ul class="cards">
            {contacts.map((contact) => (
              <ContactCard page={page} contact={contact} />
            ))}
          </ul>
        )}
        <Counts {...props} />
      </section>
      <AskForm {...props} />
      <section aria-labelledby="more">
        <h2 id="more">{say('contact.more')}</h2>
        <ul class="targets">
          <li>
            <a href={href(page, '/contact/by-hand')}>{say('byhand.title')}</a>
          </li>
          <li>
            <a href={href(page, '/contact/phone-tree')}>{say('tree.title')}</a>
          </li>
          {props.answersSomewhere ? (
            <li>
              <a href={href(page, '/contact/desk')}>{say('desk.contact.title')}</a>
            </li>
          ) : null}
          {of.tends ? (
            <li>
              <a href={href(page, `/contact/named/${of.sort}/${of.id}`)}>
                {say('contact-naming.title-of', { name: `\u2068${nameOf(page, of)}\u2069` })}
              </a>
            </li>
          ) : null}
        </ul>
      </section>
    </Layout>
  )
}

function Counts({ page: { say }, counts }: ContactProps) {
  return <p class="quiet">{counts === null ? say('contact.counts.few') : say('contact.counts', counts)}</p>
}

function AskForm({ page, about, sending, values, problem }: ContactProps) {
  const { say } = page
  return (
    <section aria-labelledby="ask">
      <h2 id="ask">{say('ask.title')}</h2>
      <p>{say('ask.what')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/contact')}>
        <input type="hidden" name="sending" value={sending} />
        <input type="hidden" name="path" value={about} />
        <TextArea name="words" label={say('ask.words')} value={values['words']} rows={5} most={LONGEST.words} required problem={problem} />
        <SelectField
          name="language"
          label={say('ask.language')}
          value={values['language'] ?? say.locale}
          options={spokenOptions(page)}
          problem={problem}
        />
        <RadioField
          name="way"
          label={say('ask.way')}
          value={values['way'] ?? 'page'}
          options={WAYS.map((value) => ({ value, label: say(`ask.way.${value}`), hint: say(`ask.way.${value}.hint`) }))}
          problem={problem}
        />
        <TextField name="to" label={say('ask.to')} hint={say('ask.to.hint')} value={values['to']} most={LONGEST.to} problem={problem} />
        <TextField
          name="when"
          label={say('ask.when')}
          hint={say('ask.when.hint')}
          value={values['when'] ?? page.zone ?? ''}
          most={LONGEST.when}
          problem={problem}
        />
        <Checkbox name="discreet" label={say('ask.discreet')} hint={say('ask.discreet.hint')} checked={values['discreet'] === 'on'} />
        <p class="quiet">{say('ask.kept')}</p>
        <button>{say('ask.do')}</button>
      </Form>
    </section>
  )
}
