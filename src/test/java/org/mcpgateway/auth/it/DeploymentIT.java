package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mcpgateway.auth.support.ArquillianSettings;
import org.mcpgateway.auth.support.TestClient;

/** The WAR deploys by the standard means of Jakarta EE, with nothing but its settings given. */
@ExtendWith({ArquillianSettings.class, ArquillianExtension.class})
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeploymentIT {

    @ArquillianResource
    private URI deployed;

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(System.getProperty("war")))
                .as(WebArchive.class);
    }

    @Test
    void the_war_of_the_build_answers_when_arquillian_deploys_it() {
        var server = new TestClient(URI.create(deployed.toString().replaceAll("/$", "")));

        assertThat(server.get("/jwks").json().getJsonArray("keys")).hasSize(1);
    }
}
