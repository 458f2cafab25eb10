/* Imitation of Shopify's Customer Privacy API. The server puts this visitor's state in front: var visitorConsent = {required, state}. */
(function (visitor) {
  function allowed() {
    return visitor.state === 'granted' || (visitor.state === 'unset' && !visitor.required);
  }
  function answer() {
    return visitor.state === 'unset' ? '' : visitor.state === 'granted' ? 'yes' : 'no';
  }
  function announce() {
    document.dispatchEvent(
      new CustomEvent('visitorConsentCollected', {
        detail: {
          marketingAllowed: allowed(),
          saleOfDataAllowed: allowed(),
          analyticsAllowed: allowed(),
          preferencesAllowed: allowed(),
          firstPartyMarketingAllowed: allowed(),
          thirdPartyMarketingAllowed: allowed(),
        },
      }),
    );
  }
  window.Shopify = window.Shopify || {};
  window.Shopify.customerPrivacy = {
    analyticsProcessingAllowed: allowed,
    marketingAllowed: allowed,
    preferencesProcessingAllowed: allowed,
    saleOfDataAllowed: allowed,
    userCanBeTracked: allowed,
    shouldShowBanner: function () {
      return visitor.required && visitor.state === 'unset';
    },
    currentVisitorConsent: function () {
      return { marketing: answer(), analytics: answer(), preferences: answer(), sale_of_data: answer() };
    },
    /* setTrackingConsent({marketing, analytics, preferences, sale_of_data} or true/false, callback) */
    setTrackingConsent: function (consent, callback) {
      var granted = consent === true || (typeof consent === 'object' && consent.marketing === true);
      fetch('/api/tracking-consent', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ consent: granted ? 'granted' : 'declined' }),
      }).then(
        function (response) {
          if (!response.ok) return callback && callback({ error: 'Could not set consent: ' + response.status });
          visitor.state = granted ? 'granted' : 'declined';
          announce();
          if (callback) callback(undefined);
        },
        function () {
          if (callback) callback({ error: 'Could not set consent' });
        },
      );
    },
  };
})(visitorConsent);
