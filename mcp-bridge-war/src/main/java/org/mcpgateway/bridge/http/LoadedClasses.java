package org.mcpgateway.bridge.http;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads every class of ours at the start. Payara closes the class loader of an application before it destroys its
 * beans, and what ends then, calls, children and their folders, may need a class for the first time.
 */
@WebListener
public class LoadedClasses implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(LoadedClasses.class.getName());
    private static final String ROOT = "/WEB-INF/classes/";
    private static final String SUFFIX = ".class";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        load(event.getServletContext(), ROOT);
    }

    private static void load(ServletContext application, String folder) {
        @Nullable Set<String> paths = application.getResourcePaths(folder);
        if (paths == null) {
            return;
        }
        for (String path : paths) {
            if (path.endsWith("/")) {
                load(application, path);
            } else if (path.endsWith(SUFFIX)) {
                load(path.substring(ROOT.length(), path.length() - SUFFIX.length())
                        .replace('/', '.'));
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, LoadedClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "event=class-not-loaded name=" + name, e);
        }
    }
}
