import type { settingsWords as english } from '../en/settings.ts';
import type { Translation } from '../translation.ts';

export const settingsWords = {
  settings: {
    title: 'Réglages',
    subtitle: 'Comment les clients sont contactés, et combien de temps les données sont conservées',
    saved: 'Réglages enregistrés',
    messages: 'Messages aux clients',
    messagesText: 'Ils valent pour les e-mails envoyés par Vouchsafe. Qui informe les clients se choisit dans Programme.',
    noMailServer:
      'Aucun serveur de messagerie n’est configuré : Vouchsafe n’envoie pas d’e-mails. La personne qui exploite Vouchsafe peut en connecter un.',
    language: 'Langue des e-mails sur les récompenses',
    languageHelp: 'Les blocs de la boutique et les e-mails d’inscription sont dans la langue où le client lit la boutique.',
    storeLanguage: 'La langue de la boutique',
    senderName: 'Nom de l’expéditeur',
    senderNameHelp: 'Affiché à côté de l’adresse de l’expéditeur. Vide : le nom de la boutique.',
    replyTo: 'Adresse de réponse',
    replyToHelp: 'Vide : l’adresse de contact de la boutique dans Shopify.',
    promised: 'Prévenir les parrains qu’une récompense arrive',
    promisedHelp: 'Quand la commande d’un filleul est créditée et que la récompense doit attendre. Une fois par jour au plus.',
    expiring: 'Rappeler avant l’expiration d’un code',
    expiringHelp: 'Une fois pour chaque code non utilisé. Un clic dans l’e-mail suffit pour ne plus recevoir ni l’un ni l’autre.',
    expiringNever: 'Jamais',
    expiringBefore_one: '{{count}} jour avant',
    expiringBefore_other: '{{count}} jours avant',
    keep: 'Durées de conservation',
    keepText:
      'Ce qui est plus ancien est supprimé une fois par jour, à 3 h 30 UTC. Une durée plus courte supprime au prochain passage ce qui la dépasse, sans retour possible.',
    days: 'jours',
    kept: {
      visitsBeyondWindow: 'Visites, réseaux et navigateurs, au-delà de la fenêtre d’attribution',
      deliveries: 'Messages de Shopify traités',
      deadDeliveries: 'Messages de Shopify en échec',
    },
    keptHelp: {
      visitsBeyondWindow:
        'De {{least}} à {{most}}. Une commande payée tard peut encore avoir besoin de la visite qui l’explique.',
      deliveries:
        'De {{least}} à {{most}}. Shopify peut renvoyer un message pendant quelques jours ; le premier permet de le reconnaître.',
      deadDeliveries: 'De {{least}} à {{most}}. Jusque-là, ils peuvent être réessayés dans Diagnostic.',
    },
    problem: {
      language: 'Choisissez l’une des langues.',
      'sender-too-long': 'Le nom d’un expéditeur compte 100 caractères au plus.',
      'sender-broken': 'Le nom d’un expéditeur tient sur une ligne, sans caractères de contrôle.',
      address: 'Ce n’est pas une adresse e-mail.',
      days: 'Saisissez un nombre entier de {{least}} à {{most}}.',
    },
    conflict: {
      title: 'Quelqu’un d’autre a enregistré les réglages entre-temps',
      text: 'Votre saisie est toujours là. L’enregistrer remplace la sienne.',
      empty: 'rien',
    },
    elsewhere: 'Ailleurs',
    blockListText: 'Acheteurs dont les commandes ne sont jamais créditées',
    requestsText: 'Fichiers pour les clients qui demandent leurs données',
    programText: 'Règles, récompenses, qui informe les clients',
    data: 'Vos données',
    dataText: 'Toutes, sous forme de fichiers, à tout moment. Les dates sont dans le fuseau horaire de la boutique.',
    file: {
      referrals: 'Parrainages, avec leurs décisions',
      advocates: 'Parrains',
      rewards: 'Récompenses',
      visits: 'Visites',
      claims: 'Offres demandées',
      ledger: 'Écritures du registre, par mois',
    },
    uninstall: 'Si vous désinstallez',
    uninstallText:
      'L’accès à votre boutique prend fin aussitôt et plus rien n’est crédité. Les codes émis restent dans Shopify. 48 heures plus tard, Shopify demande l’effacement de votre boutique, et tout est supprimé ici. Réinstallez avant ce délai pour reprendre où vous en étiez.',
  },
} as const satisfies Translation<typeof english>;
