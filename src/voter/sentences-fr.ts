import type { Sentences } from './sentences-en.ts'

export const french: Sentences = {
  title: 'Votre voix cachée',
  'limits.title': 'Ce qui est caché, et à qui',
  'limits.hidden':
    'Caché à ce lieu, à son équipe et à sa base de données : quels votes sont les vôtres. On y sait que votre compte peut participer, et on y voit des votes ; rien ne relie les deux.',
  'limits.device':
    'Visible pour qui regarde cet appareil, et pour un réseau qui vous observerait en même temps que ce lieu. Contre ce dernier, le navigateur Tor aide. Deux comptes dans un même navigateur ont chacun leur clé ; qui utilise ce navigateur peut ouvrir les deux, sauf si une clé d’accès (passkey) les verrouille.',
  'limits.script':
    'Un lieu qui vous enverrait des pages modifiées pourrait rompre ce secret. Si vous le craignez, utilisez le programme indépendant : ces mêmes fichiers, enregistrés sur votre appareil ou hébergés par une personne de confiance. Leurs empreintes figurent dans client.json et dans le journal public de ce lieu.',
  'limits.files': 'Les fichiers et leurs empreintes (client.json)',
  'place.title': 'Quel dialogue ?',
  'place.address': 'Adresse de sa page pour les voix cachées',
  'place.wrong': 'Ce n’est pas une telle adresse : elle se termine par /voice/# et le numéro du dialogue.',
  open: 'Ouvrir',
  'key.title': 'Votre clé',
  'key.lead': 'Un seul secret rend votre voix identique sur tous vos appareils. Il ne les quitte jamais.',
  'key.new': 'Créer une clé',
  'key.enter': 'Saisir mon kit',
  'key.which':
    'N’utilisez que votre propre clé : avec celle d’une autre personne, vous changeriez sa voix. Si vous ne savez pas laquelle est la vôtre, ouvrez la page « Vos attestations » de votre compte et venez ici depuis cette page.',
  'key.last': 'Clé du compte dont une page a été ouverte ici en dernier',
  'key.other': 'Une autre clé sur cet appareil',
  'key.since': 'Ici depuis le {day}.',
  'key.use': 'L’utiliser',
  'key.unlock': 'Déverrouiller avec la clé d’accès',
  'key.locked': 'La clé d’accès n’a pas ouvert la clé.',
  'key.once':
    'Notez ce kit dans l’ordre, ou imprimez-le. Qui le possède a votre voix ; sans lui, aucun autre appareil ne peut parler pour vous.',
  'key.mark': 'Repère du kit : {mark}',
  'key.mark-check': '{mark} est-il le repère de votre kit ? Sinon, un mot est faux.',
  'key.print': 'Imprimer',
  'key.written': 'Je l’ai noté',
  'key.word': 'Mot {at}',
  'key.other-word': 'Ce n’est pas ce que dit le kit. Regardez de nouveau votre papier.',
  'key.kit': 'Les 24 mots ou groupes de votre kit, dans l’ordre',
  'key.keep': 'Comment cet appareil doit-il garder la clé ?',
  'key.passkey': 'Verrouillée par une clé d’accès',
  'key.no-passkey': 'La clé d’accès de cet appareil ne peut pas verrouiller une clé.',
  'key.visit': 'Pour cette visite seulement',
  'key.ready': 'Votre clé est ouverte.',
  'key.show': 'Montrer le kit',
  'kit.missing': 'Mots manquants : {missing}.',
  'kit.too-many': 'Mots en trop : {extra}.',
  'kit.unknown-word': 'Le mot {at}, {word}, n’est pas dans la liste.',
  'kit.near': 'Le mot {at}, {word}, n’est pas dans la liste. Vouliez-vous dire {near} ?',
  'kit.not-together': 'Tous les mots sont connus, mais ils ne vont pas ensemble : deux sont peut-être échangés, ou l’un est un autre mot.',
  'no-ed25519':
    'Ce navigateur ne sait pas faire les signatures (Ed25519) dont une voix cachée a besoin. Chrome 137, Firefox 129 ou Safari 17 le savent, et les versions suivantes.',
  'credential.title': 'Votre attestation',
  'credential.lead':
    'Elle montre que vous pouvez participer, et ne mène pas à vous. L’appareil de chaque membre en cherche une, que la personne vote ou non.',
  'credential.fetch': 'Aller la chercher',
  'credential.here': 'L’attestation est sur cet appareil.',
  'credential.none': 'Aucune attestation n’est proposée à votre compte pour ce dialogue. Connectez-vous à ce lieu, et regardez les dates.',
  'credential.copy': 'Copiez ce texte dans la page de votre compte sur {issuer}, et rapportez la réponse ici.',
  'credential.request': 'Texte à copier',
  'credential.answer': 'La réponse',
  'credential.take': 'La prendre',
  'credential.another-asked': 'Une attestation a été demandée avec une autre de vos clés. Saisissez le kit de cette clé.',
  'credential.key-taken':
    'Cette clé a déjà servi à un autre compte, peut-être sur cet appareil. Une clé est une voix : créez une nouvelle clé pour votre compte, et allez chercher l’attestation avec elle.',
  'credential.other-account':
    'Cette clé est celle d’un autre compte sur cet appareil que le compte connecté. Revenez en arrière et choisissez la vôtre, ou créez-en une nouvelle.',
  'credential.refused':
    'Ce qui est revenu n’est pas une attestation valable pour votre clé. N’allez pas plus loin, et parlez-en à une personne de confiance.',
  'credential.missing': 'Il manque une attestation sur cet appareil. Allez d’abord la chercher.',
  'credential.differs':
    'Votre compte et l’urne reçoivent des clés différentes : quelqu’un cherche peut-être à vous reconnaître. N’allez pas plus loin.',
  'credential.key': 'Clé de {issuer} : {digest}. La même doit figurer dans le journal public.',
  'log.alone':
    'Les clés figurent dans le journal public de {hub}. Lui seul a signé ce journal : aucun témoin indépendant ne dit que d’autres voient le même.',
  'log.witnessed': 'Les clés figurent dans le journal public de {hub}, que ces témoins ont signé aussi : {witnesses}.',
  'log.size': 'Entrées du journal : {size}. Cet appareil remarquera s’il est modifié plus tard.',
  'log.whole': 'Lire tout le journal',
  'log.again': 'Regarder à nouveau',
  'log.unreachable':
    'Le journal public est injoignable pour le moment ; aucune attestation n’est donc demandée. Rien n’est perdu ; réessayez plus tard.',
  'log.stands':
    'Le journal public de ce lieu est à l’arrêt : rien n’y est signé pour le moment, et aucune attestation n’est demandée. Réessayez plus tard.',
  'log.broken':
    'Le journal public ne tient pas : sa signature ou ses fichiers ne concordent pas. N’allez pas plus loin, et parlez-en à une personne de confiance.',
  'log.changed':
    'Le journal public n’est pas celui que cet appareil a vu auparavant : il a été raccourci ou réécrit, ou une autre clé le signe. N’allez pas plus loin, et parlez-en à une personne de confiance.',
  'log.key-missing':
    'Les clés ne figurent pas dans le journal public. Les nouvelles y entrent en quelques minutes : regardez à nouveau dans une heure. Si elles manquent encore, n’allez pas plus loin, et parlez-en à une personne de confiance.',
  'log.other-key':
    'Le journal public contient d’autres clés que celles que vous recevez : quelqu’un cherche peut-être à vous reconnaître. N’allez pas plus loin.',
  'log.two-keys':
    'Des clés différentes figurent dans le journal public pour les mêmes votants : quelqu’un cherche peut-être à les distinguer. N’allez pas plus loin, et parlez-en à une personne de confiance.',
  checks: 'Clé et vérifications.',
  'voice.title': 'Vos réponses',
  'voice.closed-yet':
    'Les votes sont reçus à partir du {day}, et seulement quand assez d’attestations ont été demandées. Vous pouvez répondre dès maintenant ; vos réponses attendent sur cet appareil.',
  'voice.over': 'Le vote est clos.',
  'voice.moment':
    'Vos premières réponses partent à un moment tiré au sort, à partir de {moment}, pour qu’aucune horloge ne les relie à vous. Laissez cette page ouverte, ou revenez plus tard.',
  'voice.registered': 'L’urne connaît votre clé. Vous pouvez changer vos réponses jusqu’au {day}.',
  'voice.send': 'Envoyer mes réponses',
  'voice.keep': 'Garder mes réponses pour ce moment',
  'voice.kept': 'Vos réponses attendent sur cet appareil.',
  'voice.sent': 'Réponses envoyées : {count}.',
  'voice.unreachable': 'L’urne n’a pas donné les propositions.',
  'voice.again': 'Réessayer',
  agree: 'D’accord',
  disagree: 'Pas d’accord',
  pass: 'Passer',
  important: 'Important pour moi',
  'write.title': 'Écrire une proposition',
  'write.lead':
    'Votre façon d’écrire peut vous trahir. La modération lit d’abord ; le texte paraît sans votre clé, à un moment tiré au sort.',
  'write.text': 'Votre proposition',
  'write.language': 'Langue',
  'write.send': 'Envoyer la proposition',
  'write.sent': 'Elle est envoyée.',
  'write.muted': 'Cette clé ne peut plus écrire de propositions. Motifs : {reasons}',
  'receipts.title': 'Vérifier et garder',
  'receipts.check': 'Chercher mes réponses dans les fichiers publics',
  'receipts.found':
    'Les fichiers publics tiennent, et vos réponses à {found} propositions s’y trouvent. Les derniers envois viennent avec le prochain lot.',
  'receipts.broken': 'Les fichiers publics ne tiennent pas : {codes}. Gardez vos reçus, et parlez-en à une personne de confiance.',
  'receipts.not-yet': 'Les fichiers publics sont donnés à la clôture du vote.',
  'receipts.save': 'Enregistrer mes reçus',
  'receipts.sheet': 'Reçus sur papier',
  'sheet.title': 'Reçus de votes cachés',
  'sheet.lead':
    'Qui lit cette feuille voit comment vous avez voté. Les votes figurent sous cette clé dans les fichiers publics du dialogue.',
  'sheet.place': 'Lieu : {hub}. Dialogue : {dialogue}. Votants : {class}.',
  'sheet.voter': 'Clé : {voter}',
  'sheet.signature': 'Vote numéro {seq}. Signature : {signature}',
  'sheet.check':
    'Pour vérifier : cherchez la clé et les signatures dans batch-1.json, batch-2.json et ainsi de suite, ou laissez « passerelle verify » le faire avec le fichier des reçus. De deux votes sur une même proposition, celui dont le numéro est plus élevé compte. Dans les fichiers, la première proposition porte le numéro 0.',
  'sheet.back': 'Retour',
  'leave.sure': 'C’est sans retour.',
  'leave.yes': 'Oui, oublier',
  'leave.no': 'Garder',
  'leave.forget': 'Tout oublier sur cet appareil',
  'leave.forget-key': 'Oublier cette clé sur cet appareil',
  'leave.key-forgotten': 'Cette clé n’est plus sur cet appareil.',
  'leave.lead':
    'Ce qui est oublié ne revient que par un kit. Se déconnecter de ce lieu, ou quitter vite ses pages, oublie aussi toutes les clés de ce navigateur, y compris celles d’autres personnes : notez d’abord les kits.',
  'leave.forgotten': 'Cet appareil ne garde plus rien.',
  'leave.independent': 'Ne rien chercher sur cet appareil : j’utilise le programme indépendant',
  'leave.independent-done':
    'Désormais, les pages de ce lieu ne cherchent plus d’attestation sur cet appareil. Demandez-la avec le programme indépendant pendant les jours prévus.',
  'leave.exit': 'Quitter vite',
  'fault.network': 'Ce lieu est injoignable. Rien n’est perdu ; réessayez.',
  'fault.other': 'Cela n’a pas marché : {detail}',
}
