import { readBox, readStanding, speakerOf, spoken, tellFault, type App } from './app.ts'
import { button, download, field, h, section } from './draw.ts'
import { keepAnswers, keepDraft, keptAnswers, keptDraft, keptMoment, type Answer } from './kept.ts'
import { isAlarm } from './public-log.ts'
import { dayIn, languages, momentIn } from './say.ts'
import { checkPublicFiles, firstMoment, receiptFile, sendAnswers, sendStatement } from './sending.ts'

const choices = ['agree', 'disagree', 'pass'] as const

/** The statements with the voter's answers, and when they leave. */
export function voicePart(app: App): HTMLElement | null {
  const { say, state, voter, electorate } = app
  if (state === null || voter === null || electorate === null) return null
  const today = new Date(app.outside.now()).toISOString().slice(0, 10)
  if (today > state.votingCloses || (today === state.votingCloses && !state.open))
    return section(say, 'voice', h('p', {}, say('voice.over')))
  const place = { dialogue: electorate.dialogue, voter: voter.key }
  const answers = { ...app.answers, ...keptAnswers(app.store, place), ...keptAnswers(app.store, place, 'chosen') }
  const chosen = new Map<number, Answer>(Object.entries(answers).map(([statement, answer]) => [Number(statement), answer]))
  const moment = keptMoment(app.store, 'send', electorate.dialogue)
  const when = state.open ? (app.registered ? 'voice.registered' : null) : 'voice.closed-yet'
  const day = dayIn(app.language, when === 'voice.registered' ? state.votingCloses : state.votingOpens)
  const keep = () => {
    app.answers = Object.fromEntries([...chosen].map(([statement, answer]) => [String(statement), answer]))
    keepAnswers(app.store, place, app.answers)
    keepAnswers(app.store, place, {}, 'chosen')
    void sendWhenDue(app).then((done) => {
      if (done) return
      app.draw()
      app.tell('voice.kept')
    })
  }
  /** Kept as it is pressed: to reload or to draw anew loses nothing. */
  const choose = (statement: number, answer: Answer): void => {
    chosen.set(statement, answer)
    keepAnswers(app.store, place, { ...keptAnswers(app.store, place, 'chosen'), [statement]: answer }, 'chosen')
  }
  return section(
    say,
    'voice',
    when === null ? null : h('p', {}, say(when, { day })),
    moment === null || app.registered ? null : h('p', {}, say('voice.moment', { moment: momentIn(app.language, moment) })),
    ...state.statements.map((statement) => card(app, statement, { chosen, choose })),
    h('p', { class: 'actions' }, button(say(app.registered && state.open ? 'voice.send' : 'voice.keep'), keep)),
  )
}

/** Drawn when the first answers are kept, and not before: a moment of last week would be no secret. */
const momentOf = (app: App): number =>
  firstMoment(app.outside, app.store, { dialogue: app.electorate?.dialogue ?? '', votingOpens: app.state?.votingOpens ?? '' })

function card(
  { say }: App,
  { number, text, language }: { number: number; text: string; language: string },
  { chosen, choose }: { readonly chosen: ReadonlyMap<number, Answer>; choose(statement: number, answer: Answer): void },
): HTMLElement {
  const name = `statement-${number}`
  const important = h('input', { type: 'checkbox', checked: chosen.get(number)?.important === true })
  const note = (choice: Answer['choice']) => choose(number, { choice, important: important.checked })
  important.addEventListener('change', () => {
    const answer = chosen.get(number)
    if (answer !== undefined) note(answer.choice)
  })
  const radios = choices.map((choice) =>
    h(
      'label',
      {},
      h('input', { type: 'radio', name, value: choice, checked: chosen.get(number)?.choice === choice, change: () => note(choice) }),
      say(choice),
    ),
  )
  return h(
    'fieldset',
    {},
    h('legend', { lang: language, dir: 'auto' }, text),
    h('div', { class: 'choices' }, ...radios),
    h('label', {}, important, say('important')),
  )
}

/** Sends what waits, once its moment has come. False: there is nothing, or it is too early. */
export async function sendWhenDue(app: App): Promise<boolean> {
  const speaker = speakerOf(app)
  if (speaker === null) return false
  const place = { dialogue: speaker.electorate.dialogue, voter: speaker.voter.key }
  const waiting = keptAnswers(app.store, place)
  if (Object.keys(waiting).length === 0) return false
  const [first, moment] = [app.store.get(spoken(app)) === null, momentOf(app)]
  if (first && app.outside.now() < moment) return false
  if (first && app.looked?.ok === false && isAlarm(app.looked)) {
    tellFault(app, app.looked)
    return false
  }
  // The page may have been open since before the box was.
  if (app.state?.open !== true) await readBox(app)
  if (app.state?.open !== true) return false
  const sent = await sendAnswers(speaker, waiting)
  if (!sent.ok) {
    tellFault(app, sent)
    return true
  }
  app.store.set(spoken(app), '1')
  keepAnswers(app.store, place, {})
  app.sent = [...app.sent, ...sent.value]
  await readStanding(app)
  app.draw()
  app.tell('voice.sent', { count: sent.value.length })
  return true
}

export function writePart(app: App): HTMLElement | null {
  const { say, state, registered, muted, voter, electorate } = app
  if (!registered || state?.open !== true || voter === null || electorate === null) return null
  if (muted !== null) return section(say, 'write', h('p', {}, say('write.muted', { reasons: muted })))
  const [{ store }, place] = [app, { dialogue: electorate.dialogue, voter: voter.key }]
  const text = h('textarea', { rows: '4', maxlength: '280', dir: 'auto', input: () => keepDraft(store, place, text.value) })
  text.value = keptDraft(store, place)
  const names = new Map(Object.entries(languages))
  const language = h(
    'select',
    {},
    ...state.languages.map((one) => h('option', { value: one, selected: one === app.language, lang: one }, names.get(one)?.name ?? one)),
  )
  const send = async (): Promise<void> => {
    const speaker = speakerOf(app)
    if (speaker === null || text.value.trim() === '') return
    const sent = await sendStatement(speaker, { text: text.value.trim(), language: language.value })
    if (!sent.ok) return tellFault(app, sent)
    text.value = ''
    keepDraft(store, place, '')
    app.tell('write.sent')
  }
  return section(
    say,
    'write',
    h('p', {}, say('write.lead')),
    field(say('write.text'), text),
    field(say('write.language'), language),
    h(
      'p',
      { class: 'actions' },
      button(say('write.send'), () => void send(), true),
    ),
  )
}

export function receiptsPart(app: App): HTMLElement | null {
  const { say, registered, sent } = app
  if (!registered) return null
  const check = async (): Promise<void> => {
    const speaker = speakerOf(app)
    if (speaker === null) return
    const { faults, found } = await checkPublicFiles(speaker)
    if (faults.length === 1 && faults[0] === 'files.missing') app.tell('receipts.not-yet')
    else if (faults.length > 0) app.tell('receipts.broken', { codes: faults.join(', ') })
    else app.tell('receipts.found', { found })
  }
  const save = (): void => {
    const speaker = speakerOf(app)
    if (speaker !== null) download('passerelle-receipts.json', receiptFile(speaker, sent), 'application/json')
  }
  const lay = (): void => {
    app.sheet = true
    app.draw()
  }
  const saving = sent.length === 0 ? [] : [button(say('receipts.save'), save, true), button(say('receipts.sheet'), lay, true)]
  return section(
    say,
    'receipts',
    h(
      'p',
      { class: 'actions' },
      button(say('receipts.check'), () => void check(), true),
      ...saving,
    ),
  )
}
